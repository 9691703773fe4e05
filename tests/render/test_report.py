"""The report page as a file: whole, closed against the network, and free of what articles bring."""

import json
import re
from importlib.resources import files

from markupsafe import escape

from quoteminer.render.embed import script_hash
from quoteminer.render.report import LIBRARIES, SCRIPTS, report_page
from quoteminer.render.report_data import report_data
from tests.render.samples import ARTICLE, HOSTILE, QUOTES

PAGE = "".join(report_page(report_data({"a": QUOTES, "b": []}, {"a": ARTICLE}), title=f"Run {HOSTILE}"))
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', re.DOTALL)


def test_page_runs_its_own_scripts_and_no_other() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', PAGE)
    assert policy is not None
    scripts = SCRIPT.findall(PAGE)
    assert len(scripts) == len(LIBRARIES) + 1
    allowed = " ".join(map(script_hash, scripts))
    assert (
        policy[1]
        .replace("&#39;", "'")
        .startswith(f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed};")
    )


def test_what_articles_bring_stands_in_data_only() -> None:
    assert HOSTILE not in PAGE
    assert "<img" not in re.sub(SCRIPT, "", PAGE)
    data = dict(DATA.findall(PAGE))
    assert list(data) == ["index", "article-0", "article-1"]
    assert json.loads(data["index"])["articles"][0]["title"] == ARTICLE.title
    assert "<!--" not in data["index"] + data["article-0"]


def test_facts_are_there_before_any_script_runs() -> None:
    assert '<p class="facts" id="facts">4 quotes in 2 articles</p>' in PAGE


def test_all_files_of_the_page_are_used_and_end_no_element() -> None:
    folder = files("quoteminer.render")
    scripts = [(folder / "static" / name).read_text("utf-8") for name in SCRIPTS]
    libraries = [(folder / "vendor" / name).read_text("utf-8") for name in LIBRARIES]
    assert {path.name for path in (folder / "static").iterdir()} == {*SCRIPTS, "report.css"}
    assert not re.search(r"</script|<!--", "".join([*scripts, *libraries]), re.IGNORECASE)
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b", "".join(scripts))


def test_libraries_are_those_that_are_noted() -> None:
    folder = files("quoteminer.render") / "vendor"
    noted = (folder / "README.md").read_text("utf-8")
    for name in LIBRARIES:
        version = re.search(r" v([\d.]+) Copyright", (folder / name).read_text("utf-8")[:200])
        assert version is not None
        assert re.search(rf"`{name}`.*\| {re.escape(version[1])} \|", noted)
        licence = (folder / name.replace(".js", ".LICENSE")).read_text("utf-8")
        assert str(escape(licence)) in PAGE
