"""A short article of five paragraphs, whole, to be damaged by tests."""

from __future__ import annotations

from cleanpress import Article

FACTS = [
    "The council of Ashford met on Monday evening and decided to shut the old bridge until the spring of next year.",
    "Engineers had found cracks in two of its seven pillars, the mayor told the meeting, and nobody knew how deep.",
    "Buses will take the road along the canal, which adds about twenty minutes to the journey into the town.",
    "Shopkeepers on the far bank fear for their trade and have asked the county for help with the rent.",
    "The last repair was made in 1987 and cost two million, most of which the railway paid at the time.",
]
ARTICLE = "".join(f"<p>{fact}</p>" for fact in FACTS)
PAGE = (
    f"<html><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>{ARTICLE}</article></body></html>"
)
DUMP = "Bridge shut\n\n" + "\n\n".join(FACTS)


def lost(article: Article, facts: list[str] = FACTS) -> list[str]:
    """The paragraphs that are not in the text, letters compared."""
    got = "".join(article.text.split())
    return [fact for fact in facts if "".join(fact.split()) not in got]
