"""The command line: options and their words. What they do stands in `cleanpress.command`, how pages are cleaned in
`cleanpress.api`. Each command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

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
_KINDS = ["pages", "list", "jsonl", "csv", "warc", "wet", "parquet", "arrow"]
_BATCH_FORMATS = ["jsonl", "parquet", "text", "markdown", "html", "json"]
_INTERRUPTED = 130

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _how_to_clean(command: _Function) -> _Function:
    """The options of every command that cleans."""
    options = (
        click.option(
            "--keep",
            type=click.Choice([label.value for label in Label]),
            metavar="LABEL",
            multiple=True,
            help="Leave pieces of this label in the text, such as caption or bio; may be repeated.",
        ),
        click.option(
            "--body",
            type=click.Choice(["news", "web"]),
            default="news",
            help="What counts as text: news (default) takes the article's prose, web all that belongs to the document.",
        ),
        click.option(
            "--fast", is_flag=True, help="Never ask trafilatura, and record no reasons: quicker, a little less sure."
        ),
        click.option(
            "--pack", "packs", metavar="FILE", multiple=True, help="A rule pack of your own; may be repeated."
        ),
    )
    # The help shows first what is put on last.
    for option in reversed(options):
        command = option(command)
    return command


class _Group(_DefaultGroup):
    """`cleanpress page.html` means `cleanpress clean page.html`, `cleanpress batch pages` `cleanpress batch run pages`;
    `--help` tells the options of both."""

    default_cmd_name: str

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # DefaultGroup finds the default too late for names that begin with a dash, behind "--".
        own = {*self.commands, *ctx.help_option_names, "--version"}
        if not args or args[0] not in own:
            args.insert(0, self.default_cmd_name)
        return list(super().parse_args(ctx, args))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return self.commands[self.default_cmd_name].collect_usage_pieces(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [
            option
            for option in self.commands[self.default_cmd_name].get_params(ctx)
            if isinstance(option, click.Option)
        ]
        with formatter.section("Options"):
            formatter.write_dl([row for option in options if (row := option.get_help_record(ctx))])
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in self._others()])

    def _others(self) -> Iterator[tuple[str, click.Command]]:
        """The commands beside the default, those of a group one by one."""
        for name, command in self.commands.items():
            if isinstance(command, _Group):
                yield f"{name} [INPUT]...", command
            inner = command.commands.items() if isinstance(command, click.Group) else ()
            default = command.default_cmd_name if isinstance(command, _Group) else None
            yield from ((f"{name} {inner_name}", each) for inner_name, each in inner if inner_name != default)
            if not isinstance(command, click.Group) and name != self.default_cmd_name:
                yield name, command


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
@_how_to_clean
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


@cli.group(cls=_Group, default="run", default_if_no_args=True, context_settings=_HELP)
def batch() -> None:
    """Clean a corpus: folders, lists, JSONL, CSV, WARC, WET, Parquet or Arrow into JSONL, Parquet or a folder.

    INPUT is a file, a folder or a pattern, "-" or none standard input. Each document gives one record, in its order,
    whatever becomes of it. Exit code: 0 each has a result, 3 some failed, 2 wrong use, 130 or 143 stopped by a signal.
    """


@batch.command("run", context_settings=_HELP)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR/",
    required=True,
    help="Where results go: .jsonl, .jsonl.gz, .jsonl.zst or .parquet, or a folder.",
)
@click.option("--from", "kind", type=click.Choice(_KINDS), help="What the inputs are, where their endings do not say.")
@click.option("--html-field", metavar="NAME", help="The field or column that holds the page (default: html).")
@click.option("--text-field", metavar="NAME", help="The field or column that holds a flattened text instead.")
@click.option("--id-field", metavar="NAME", help="The field or column that holds the id (default: id).")
@click.option("--url-field", metavar="NAME", help="The field or column that holds the address (default: url).")
@click.option("--carry", metavar="NAME", multiple=True, help="A field that goes into the result; may be repeated.")
@click.option("--format", type=click.Choice(_BATCH_FORMATS), help="What to write, where the output does not say.")
@click.option("--report", is_flag=True, help="Add every block with its label; in a folder, a report beside each file.")
@_how_to_clean
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that clean (default: one a core).")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    metavar="SECONDS",
    help="How long a page may take (default: 60).",
)
@click.option("--max-bytes", default="50000000", metavar="SIZE", help="The largest page (default: 50,000,000 bytes).")
@click.option("--max-memory", metavar="SIZE", help="The most memory of a worker, such as 2g (default: no bound).")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Take the first N documents only.")
@click.option(
    "--sample",
    type=click.FloatRange(min=0, max=1, min_open=True),
    metavar="SHARE",
    help="Take this share of the documents, by their ids, such as .01.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted, or begin.")
@click.option("--overwrite", is_flag=True, help="Begin anew, and replace the output once the new one is whole.")
@click.option("--retry-failed", is_flag=True, help="Clean again what crashed, timed out or was unreadable.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--log", metavar="FILE", help="Write failures as they occur, and more, to a file.")
@click.pass_context
def batch_run(ctx: click.Context, /, inputs: tuple[str, ...], **options: Any) -> None:
    """Clean the documents of each INPUT."""
    from cleanpress.command.batch import batch

    ctx.exit(batch(inputs, options))


@batch.command("failures", context_settings=_HELP)
@click.argument("output", metavar="OUTPUT")
@click.pass_context
def batch_failures(ctx: click.Context, output: str) -> None:
    """List the documents of a batch's OUTPUT that failed, and why."""
    from cleanpress.command.batch import list_failures

    ctx.exit(list_failures(output))


def _print(lines: Sequence[str]) -> None:
    put(encoded("".join(f"{line}\n" for line in lines)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code. `arguments` are those of the process where none are given."""
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _with_help(error: click.ClickException) -> str:
    """What click says, and where the names are told that it does not list itself."""
    message = error.format_message()
    listed = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or listed:
        return message
    end = "" if message.endswith((".", "?")) else "."
    return f"{message}{end} `{context.command_path} --help` tells what there is."


def _run(arguments: list[str]) -> int:
    """Run the command; every way it can end becomes an exit code and at most a sentence."""
    try:
        return int(cli.main(args=arguments, prog_name="cleanpress", standalone_mode=False) or 0)
    except click.ClickException as error:
        say(shown(_with_help(error)))
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
