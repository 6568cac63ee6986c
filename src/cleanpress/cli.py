"""The command line: options and their words. What they do stands in `cleanpress.command`, how pages are cleaned in
`cleanpress.api`. Each command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import click

from cleanpress import __version__
from cleanpress.command.terminal import PipeClosedError, UsageError, encoded, put, say, shown, silence
from cleanpress.errors import CleanpressError
from cleanpress.model import Label

if TYPE_CHECKING:
    _DefaultGroup = click.Group
else:
    from click_default_group import DefaultGroup as _DefaultGroup

_DEFAULT = "clean"
_HELP = {"help_option_names": ["-h", "--help"]}
_FORMATS = ["text", "json", "jsonl", "markdown", "html", "schema-org"]
_REPORTS = ["text", "json"]
_INTERRUPTED = 130


class _Group(_DefaultGroup):
    """`cleanpress page.html` means `cleanpress clean page.html`, and `cleanpress --help` tells the options of both."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # DefaultGroup finds the default too late for names that begin with a dash, behind "--".
        own = {*self.commands, *ctx.help_option_names, "--version"}
        if not args or args[0] not in own:
            args.insert(0, _DEFAULT)
        return list(super().parse_args(ctx, args))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS] [FILE]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [option for option in self.commands[_DEFAULT].get_params(ctx) if isinstance(option, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([row for option in options if (row := option.get_help_record(ctx))])
        rules = cast(click.Group, self.commands["rules"])
        with formatter.section("Commands"):
            formatter.write_dl(
                [(f"rules {name}", command.get_short_help_str(80)) for name, command in rules.commands.items()]
            )


class _Clean(click.Command):
    """Takes the value of `--report` only behind "=", so that in `--report page.html` the page stays a page."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        args[:end] = ["--report=text" if argument == "--report" else argument for argument in args[:end]]
        return super().parse_args(ctx, args)


@click.group(cls=_Group, default=_DEFAULT, default_if_no_args=True, context_settings=_HELP)
@click.version_option(__version__, prog_name="cleanpress", message="%(prog)s %(version)s")
def cli() -> None:
    """Take the article out of a scraped news page.

    FILE is an HTML page or a text that some scraper has flattened, also packed with gzip; "-" or no FILE reads standard
    input. The article goes to standard output. Exit code: 0 article found, 1 no article, 2 wrong use.
    """


@cli.command(cls=_Clean, context_settings=_HELP)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--format",
    type=click.Choice(_FORMATS),
    help="What to write: text (default), json, jsonl (one line a page; default for several), markdown, html, or"
    " schema-org (JSON-LD).",
)
@click.option(
    "--input",
    type=click.Choice(["auto", "html", "text"]),
    default="auto",
    help="What the page is: auto (default) looks at its content.",
)
@click.option("--url", metavar="URL", help="Address of the page, for its links and site.")
@click.option("--title", metavar="TEXT", help="Headline of the article in a text, where it is known.")
@click.option("--language", metavar="CODE", help="Language of a text, such as en, where it is known.")
@click.option(
    "--separator",
    metavar="LINE",
    help="The line that parts the documents of a text; each is cleaned, and written behind the same line.",
)
@click.option("--encoding", metavar="NAME", help="Charset of the page, where it does not say so itself.")
@click.option(
    "--keep",
    type=click.Choice([label.value for label in Label]),
    metavar="LABEL",
    multiple=True,
    help="Leave pieces of this label in the text, such as caption or bio; may be repeated.",
)
@click.option(
    "--body",
    type=click.Choice(["news", "web"]),
    default="news",
    help="What counts as text: news (default) takes the article's prose, web all that belongs to the document.",
)
@click.option("--fast", is_flag=True, help="Never ask trafilatura, and record no reasons: quicker, a little less sure.")
@click.option("--pack", "packs", metavar="FILE", multiple=True, help="A rule pack of your own; may be repeated.")
@click.option(
    "--report",
    type=click.Choice(_REPORTS),
    is_flag=False,
    flag_value="text",
    metavar="[=text|json]",
    help="Tell on standard error what was taken out and why.",
)
@click.option("--report-file", metavar="FILE", help="Write the report to a file.")
@click.option("--front-matter", is_flag=True, help="Put the article's fields as YAML before the markdown.")
@click.option("-o", "--output", metavar="FILE|DIR/", help="Write to a file, or to a folder with a file for each page.")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what each page was read as.")
@click.version_option(__version__, prog_name="cleanpress", message="%(prog)s %(version)s")
@click.pass_context
def clean(ctx: click.Context, /, **options: Any) -> None:
    """Take the article out of each FILE."""
    from cleanpress.command.clean import Settings, run

    ctx.exit(run(Settings(**options)))


@cli.group(context_settings=_HELP, invoke_without_command=True)
@click.pass_context
def rules(ctx: click.Context) -> None:
    """List, show and test the rules that tell furniture from article."""
    if ctx.invoked_subcommand is None:
        raise UsageError("Say what to do with the rules: `rules list`, `rules show ID` or `rules test [PACK]`.")


@rules.command("list")
def rules_list() -> None:
    """One line for each shipped rule."""
    from cleanpress.judge.rules import shipped_packs
    from cleanpress.write import rules as written

    _print(written.rules_list(shipped_packs()))


@rules.command("show")
@click.argument("rule_id", metavar="ID")
def rules_show(rule_id: str) -> None:
    """All of one rule, with its examples."""
    from cleanpress.judge.rules import shipped_packs
    from cleanpress.write import rules as written

    _print(written.rules_show(shipped_packs(), rule_id))


@rules.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.pass_context
def rules_test(ctx: click.Context, packs: tuple[str, ...]) -> None:
    """Run the examples of a rule pack as tests, or those of all shipped packs."""
    from cleanpress.judge.rules import load_pack, shipped_packs
    from cleanpress.write import rules as written

    lines, code = written.rules_test([load_pack(path) for path in packs] or shipped_packs())
    _print(lines)
    ctx.exit(code)


def _print(lines: Sequence[str]) -> None:
    put(encoded("".join(f"{line}\n" for line in lines)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code. `arguments` are those of the process where none are given."""
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:
    """Run the command; every way it can end becomes an exit code and at most a sentence."""
    try:
        return int(cli.main(args=arguments, prog_name="cleanpress", standalone_mode=False) or 0)
    except click.ClickException as error:
        say(shown(error.format_message()))
    except (UsageError, CleanpressError) as error:
        say(str(error))
    except PipeClosedError:
        silence(sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except Exception as error:
        say(f"This is an error of cleanpress itself ({type(error).__name__}: {shown(str(error))}); please report it.")
    return 2
