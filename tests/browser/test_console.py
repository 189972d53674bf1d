"""The console as seen by a reader, a keyboard user and a screen reader."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import RunningConsole, patient_ms
from tests.support.enriched import EMOJI, KOLB, LIND, PERU, blame, enriched, praise, span
from tests.support.patience import patient
from topics.dead_letter import DeadLetter

pytestmark = [pytest.mark.integration, pytest.mark.browser]

RLO = "\u202e"
SHOWN_RLO = "\u2039U+202E\u203a"
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
STRUCTURE = (Path(__file__).parent / "structure.js").read_text("utf-8")
# Two frames later, what was changed has been drawn.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Whether the chart has the width of its box, but for the box's padding.
CHART_FITS = (
    "() => { const box = document.querySelector('.chart.lines');"
    "const drawn = box.querySelector('svg').getBoundingClientRect().width;"
    "return box.clientWidth - 40 <= drawn && drawn <= box.clientWidth; }"
)
# The facet, not the link beside it that leaves Peru out.
PERUS = re.compile("^Peru")
SCRIPT = "<script>window.owned=1</script><img src=x onerror='window.owned=2'>"


def test_articles_come_by_themselves_and_are_filtered_by_link(
    console: RunningConsole, page: Page
) -> None:
    page.goto(console.address)
    expect(page.locator("#status")).to_contain_text("Live", timeout=patient_ms(20))
    expect(page.get_by_role("heading", level=1)).to_have_text("No articles yet")
    expect(page.get_by_text("stancewire publish samples/*.txt")).to_be_visible()

    console.write(praise(1), blame(2))
    expect(page.locator(".articles > li")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 articles")
    expect(page.locator("#announce")).to_contain_text("new article")
    expect(page.locator("#status")).to_contain_text("Live")

    # The filters are in the page's address: another page that opens it shows the same.
    page.get_by_label("Against", exact=True).check(force=True)
    expect(page.locator(".articles > li")).to_have_count(1)
    page.get_by_label("Somebody, something or an issue").select_option("holder")
    page.get_by_role("combobox", name="Name").press_sequentially("lin")
    expect(page.get_by_role("option", name=re.compile("Omar Lind"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("holder=name"))
    expect(page.locator(".chip")).to_have_count(2)
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator(".articles h2")).to_have_text(["Lind blames Peru 2"])
    expect(page.locator(".chips")).to_contain_text("held by Omar Lind")

    # New articles wait behind a button while somebody reads; those that do not match are ignored.
    page.locator(".articles h2 a").first.focus()
    console.write(blame(3), praise(4))
    fresh = page.get_by_role("button", name="Show 1 new article")
    expect(fresh).to_be_visible()
    expect(page.locator(".articles > li")).to_have_count(1)
    fresh.click()
    expect(page.locator(".articles > li")).to_have_count(2)


def test_an_article_shows_its_stances_to_the_mouse_and_the_keyboard(
    console: RunningConsole, page: Page
) -> None:
    unread = (b'"dropped_fields":[]', b'"dropped_fields":["source.domain"]')
    assert unread[0] in praise(1)
    console.write(praise(1).replace(*unread))
    page.goto(console.address)
    page.get_by_role("link", name="Kolb praises Peru 1").click()
    expect(page.locator(".meta")).to_contain_text("could not be read: source.domain")
    # Offsets count code points: with three astral characters before it, the words are still these.
    expect(page.locator(".body")).to_contain_text(f"{EMOJI}Anna Kolb praised Peru")
    assert page.locator(".body a.ent").all_text_contents() == ["Anna Kolb", "Peru", "Omar Lind"]
    assert "".join(page.locator(".body [data-stances]").all_text_contents()) == (
        "Anna Kolb praised Peru"
    )
    card = page.locator(".card")
    expect(card).to_contain_text("Anna Kolb")
    expect(card.locator(".arrow")).to_have_text(re.compile("is for"))
    expect(page.locator(".lit")).to_have_count(0)
    card.hover()
    expect(page.locator(".body .lit")).to_have_count(3)
    expect(page.locator(".body .end")).to_have_text(["Anna Kolb", "Peru"])
    expect(page.locator(".arcs path.for")).to_have_count(2)
    page.mouse.move(5, 400)
    expect(page.locator(".lit")).to_have_count(0)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('card')"):
            break
    expect(page.locator(".body .lit")).to_have_count(3)
    expect(page.get_by_text("stance below threshold")).to_be_visible()
    assert page.evaluate("document.activeElement.matches(':focus-visible')")


def test_an_entity_and_the_network_say_who_is_for_and_against(
    console: RunningConsole, page: Page
) -> None:
    console.write(praise(1), praise(2, published="2026-02-05T09:00:00Z"), blame(3))
    # A slow answer is announced first.
    held: list[Route] = []
    page.route("**/api/entity?*", lambda route: held.append(route))  # noqa: PLW0108 - it marks it
    page.goto(f"{console.address}/entity?id={PERU[0]}")
    expect(page.get_by_text("Asking the console…")).to_be_visible()
    assert page.locator("main").get_attribute("aria-busy") == "true"
    held.pop().continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Peru")
    expect(page.get_by_role("region", name="For Peru", exact=True)).to_contain_text("Anna Kolb")
    expect(page.get_by_role("region", name="Against Peru", exact=True)).to_contain_text("Omar Lind")
    picture = page.get_by_role("img", name=re.compile("2 for, 1 against"))
    expect(picture).to_be_visible()
    expect(picture.locator("rect.for")).to_have_count(2)
    page.get_by_text("As a table").click()
    expect(page.locator(".figures tbody tr")).to_have_count(2)
    # A share of few articles does not look like one of many.
    expect(picture.locator("rect.few")).to_have_count(0)
    page.unroute_all()
    page.get_by_role("link", name="share per article").click()
    expect(page.get_by_text("of fewer than 5 articles")).to_be_visible()
    expect(picture.locator("rect.few")).to_have_count(3)

    page.get_by_role("link", name="Network", exact=True).click()
    # The previous page has a drawing too.
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is for and against whom")
    expect(page.locator(".graph .node")).to_have_count(3)
    node = page.locator(".graph a.node").first
    node.focus()
    expect(page.locator(".graph svg.pointing")).to_be_visible()
    # Redrawn at another width, it still points.
    drawn = page.locator(".graph svg").get_attribute("width")
    page.set_viewport_size({"width": 1180, "height": 900})
    expect(page.locator(".graph svg")).not_to_have_attribute("width", drawn or "")
    expect(page.locator(".graph svg.pointing")).to_be_visible()
    page.get_by_role("link", name="1 article in which Omar Lind is against Peru").click()
    expect(page.locator(".quotes blockquote")).to_have_text(["Omar Lind blamed Peru"])
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is for and against whom")


def test_hostile_text_is_shown_and_not_obeyed(console: RunningConsole, page: Page) -> None:
    hostile = f"{SCRIPT} {RLO}desrever{RLO} </p></main>" + "\u0301" * 50 + " {{7*7}} ${7*7}"
    long = "x" * 160_000 + " Peru " + "😀 <b>bold</b> " * 3_000
    body = (hostile + "\r\n" + long)[:199_900]
    console.write(
        enriched(
            "<b>&\"'/../",
            body,
            title=hostile,
            url="javascript:window.owned=3",
            named={"Peru": (f'"><script>{RLO}', "place"), "<script>": (LIND[0], "person")},
            stances=(("<script>", "Peru", "against", "</main>"),),
            attributions=[
                {
                    "source": {"span": span(body, "<script>")},
                    "cue": None,
                    "content": [span(body, "😀")],
                    "kind": "direct",
                    "confidence": 0.874,
                }
            ],
        ),
        b"not json",
        b"",
        b'{"id": "<script>"}',
    )
    page.goto(console.address)
    title = page.locator(".articles h2 a")
    expect(title).to_contain_text("<script>window.owned=1</script>")
    expect(title).to_contain_text(SHOWN_RLO + "desrever")
    title.click()
    expect(page.locator(".body")).to_contain_text("😀 <b>bold</b>")
    shown = page.locator(".body").evaluate("element => element.textContent")
    assert shown == body.replace(RLO, SHOWN_RLO)
    assert page.locator(".body a.ent").all_text_contents() == ["<script>", "Peru"]
    expect(page.locator(".said li")).to_contain_text("direct · 87 % sure")
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("script").count() == 2
    assert page.locator("main img, main b, main iframe").count() == page.locator("main b").count()
    assert page.locator(".body b").count() == 0
    assert page.evaluate("window.owned") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".card").hover()
    expect(page.locator(".body .lit")).to_have_count(1)
    page.get_by_role("link", name="<script>").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("<script>")
    page.goto(f"{console.address}/worker")
    expect(page.get_by_text("3 records on")).to_be_visible()
    page.goto(f"{console.address}/article?id={SCRIPT}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not found in this console")
    assert page.evaluate("window.owned") is None


def test_the_worker_page_gives_the_command_for_a_dead_letter(
    console: RunningConsole, page: Page
) -> None:
    catalogue = console.cluster.catalogue
    letter = DeadLetter(
        "invalid_json",
        "it is <b>not</b>",
        catalogue.articles.name,
        1,
        2,
        3,
        "stancewire 0 m",
        datetime(2026, 1, 5, tzinfo=UTC),
    )
    console.write(b"{", role="dead_letters", key=b"bad-1", headers=letter.to_headers([]))
    page.goto(f"{console.address}/worker")
    expect(page.get_by_text("redrive --reason invalid_json")).to_be_visible()
    expect(page.get_by_text(re.compile("has processed every article"))).to_be_visible()
    rows = 1 + catalogue.articles.partitions + 2
    expect(page.get_by_role("row")).to_have_count(rows)
    page.locator(".letters summary").click()
    expect(page.locator(".letters")).to_contain_text("it is <b>not</b>")
    expect(page.locator(".letters code", has_text="redrive")).to_have_text(
        "stancewire dead-letters redrive 1:0"
    )


def test_every_text_has_contrast_and_a_phone_needs_no_sideways_scrolling(
    console: RunningConsole, page: Page
) -> None:
    console.write(praise(1), blame(2))
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (
        *("/", "/?q=peru", "/quotes", "/counts", f"/over-time?of={PERU[0]}&of={KOLB[0]}"),
        *("/changes", "/article?id=blame-2", f"/entity?id={LIND[0]}", "/network", "/worker"),
        *("/api", "/nothing"),
    ):
        page.goto(console.address + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(DRAWN)
            assert page.evaluate(CONTRAST) == [], (path, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.evaluate(STRUCTURE) == [], path
        assert page.evaluate("document.querySelector('.bar').offsetHeight") <= 60, path
    page.get_by_role("button", name="Theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.evaluate(CONTRAST) == []


def test_a_console_that_is_gone_is_told(console: RunningConsole, page: Page) -> None:
    console.write(praise(1))
    page.goto(console.address)
    expect(page.locator(".articles > li")).to_have_count(1)
    console.process.terminate()
    console.process.wait(patient(20))
    expect(page.get_by_role("alert")).to_contain_text("Restart it with stancewire console")
    expect(page.locator(".articles > li")).to_have_count(1)


def test_an_analyst_searches_by_typing(console: RunningConsole, page: Page) -> None:
    console.write(praise(1), praise(2, published="2025-11-05T09:00:00Z"), blame(3))
    page.goto(console.address)
    expect(page.locator(".articles > li")).to_have_count(3)
    page.keyboard.press("/")
    page.keyboard.type('"praised Peru" -blamed')
    page.keyboard.press("Enter")
    expect(page.locator(".articles h2")).to_have_text(
        ["Kolb praises Peru 1", "Kolb praises Peru 2"]
    )
    assert page.locator(".articles mark").all_text_contents() == ["praised Peru"] * 2
    page.get_by_role("link", name="best match").click()
    expect(page).to_have_url(re.compile("sort=relevance"))
    expect(page.locator(".articles > li")).to_have_count(2)
    # What the first page of a keyboard user is: the skip link, then the first article.
    page.goto(console.address)
    expect(page.locator(".articles > li")).to_have_count(3)
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    expect(page.locator(".articles h2 a").first).to_be_focused()
    page.goto(f"{console.address}/?polarty=against")
    expect(page.get_by_text("did you mean polarity?")).to_be_visible()
    page.goto(f"{console.address}/nothing")
    expect(page.get_by_text("There is no page /nothing")).to_be_visible()


def test_an_analyst_asks_who_is_against_it_where_and_in_which_words(
    console: RunningConsole, page: Page
) -> None:
    copied = {"fingerprint": "ab" * 128}
    console.write(praise(1), blame(3, **copied), blame(4, **copied))
    page.goto(console.address)
    expect(page.locator(".articles > li")).to_have_count(2)
    expect(page.get_by_text("1 copy of these stories is not counted")).to_be_visible()
    page.get_by_role("region", name="Stances toward").get_by_role("link", name=PERUS).click()
    page.get_by_role("region", name="Stance", exact=True).get_by_role(
        "link", name="against"
    ).click()
    expect(page.locator(".chip")).to_have_count(2)
    # Whom one has heard enough of is left out, and comes back.
    holders = page.get_by_role("region", name="Taking a stance")
    holders.get_by_role("link", name="Leave out: Omar Lind").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No article matches")
    expect(page.locator(".chips")).to_contain_text("not held by Omar Lind")
    page.get_by_role("link", name=re.compile("Remove: not held by")).click()
    expect(page.locator(".articles > li")).to_have_count(1)
    page.get_by_role("link", name="Quotes", exact=True).click()
    quote = page.locator(".quotes > li")
    expect(quote).to_have_count(1)
    expect(quote.locator("blockquote")).to_have_text("Omar Lind blamed Peru")
    expect(quote).to_contain_text("The Daily")
    expect(quote).to_contain_text("5 Jan 2026")
    expect(quote).to_contain_text("90 % sure")
    expect(quote).to_contain_text("also in The Daily")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    quote.get_by_role("button", name=re.compile("Copy citation")).click()
    expect(quote.get_by_role("button", name=re.compile("Copied"))).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Omar Lind: “Omar Lind blamed Peru” (“Lind blames Peru"
    )
    page.get_by_text("Take it along").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    lines = Path(waiting.value.path()).read_text("utf-8").splitlines()
    assert waiting.value.suggested_filename == "stancewire-stances.csv"
    assert len(lines) == 2
    assert "Omar Lind blamed Peru" in lines[1]
    page.get_by_label("Name of this view").or_(page.get_by_label("Save this filter as")).fill(
        "Lind"
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Saved filters").get_by_role("link")).to_have_text(
        "Lind"
    )

    page.get_by_role("link", name="outlet", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stances toward Peru, by outlet")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").nth(1)).to_contain_text("100 %")


def test_of_quick_clicks_none_is_lost(console: RunningConsole, page: Page) -> None:
    console.write(praise(1), blame(2), blame(3))
    held: list[Route] = []
    facet = page.locator(".facets a")

    def begin(path: str = "/") -> None:
        """The page is drawn; from now on no answer comes."""
        page.goto(console.address + path)
        expect(facet.filter(has_text="Peru").first).to_be_visible()
        page.route(re.compile("/api/(articles|stances)[?]"), lambda route: held.append(route))  # noqa: PLW0108 - it marks it

    def answer() -> None:
        """They all come, in the order in which they were asked for."""
        for route in held:
            route.continue_()
        held.clear()
        page.unroute_all()

    toward = page.get_by_role("region", name="Stances toward").get_by_role("link", name=PERUS)
    side = page.get_by_role("region", name="Stance", exact=True).get_by_role("link", name="against")

    # Facets: the first is marked at once; the second is added to it, with the keyboard too.
    begin()
    toward.click()
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    expect(toward).to_have_attribute("aria-current", "true")
    side.press("Enter")
    expect(page).to_have_url(re.compile("target=[^&]*&polarity=against"))
    answer()
    expect(page.locator(".articles > li")).to_have_count(2)
    expect(page.locator(".chip")).to_have_count(2)

    # A double click is one choice, and a second one takes it back before it has been answered.
    begin()
    toward.dblclick()
    expect(toward).to_have_attribute("aria-current", "true")
    toward.click()
    side.click()
    answer()
    expect(page.locator(".chip")).to_have_text([re.compile("against")])

    # Fields, the search, and another page of the same filter.
    begin()
    toward.click()
    page.get_by_label("Confidence", exact=True).select_option("0.6")
    page.get_by_label("Words in the title or the text").fill("peru")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Quotes", exact=True).click()
    side.click()
    answer()
    expect(page).to_have_url(re.compile("/quotes[?]q=peru&target=[^&]*&polarity=against&conf"))
    expect(page.locator(".quotes > li")).to_have_count(2)
    expect(page.locator(".chip")).to_have_count(4)

    # Filters that are taken out.
    begin(f"/?target={PERU[0]}&polarity=against&q=peru")
    page.get_by_role("link", name=re.compile("Remove: text has")).click()
    page.get_by_role("link", name=re.compile("Remove: toward")).click()
    answer()
    expect(page.locator(".chip")).to_have_text([re.compile("against")])


def test_an_answer_that_comes_late_takes_nothing_from_who_goes_on(
    console: RunningConsole, page: Page
) -> None:
    console.write(praise(1), blame(2), blame(3))
    page.set_viewport_size({"width": 1300, "height": 500})
    page.goto(console.address)
    toward = page.get_by_role("region", name="Stances toward").get_by_role("link", name=PERUS)
    side = page.get_by_role("region", name="Stance", exact=True).get_by_role("link", name="against")
    expect(side).to_be_visible()
    held: list[Route] = []

    def hold(what: str) -> None:
        page.route(re.compile(f"/api/{what}[?]"), lambda route: held.append(route))  # noqa: PLW0108 - it marks it

    def answer() -> None:
        for route in held:
            route.continue_()
        held.clear()
        page.unroute_all()

    # What is being typed stays, and so does where the rail was scrolled to.
    hold("articles")
    side.click()
    scrolled = page.locator(".rail").evaluate("element => element.scrollTop")
    assert scrolled > 0
    search = page.get_by_label("Words in the title or the text")
    search.press_sequentially("per")
    answer()
    expect(page.locator(".articles > li")).to_have_count(2)
    page.keyboard.type("u")
    expect(search).to_have_value("peru")
    expect(search).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("2 matching articles")
    assert page.locator(".rail").evaluate("element => element.scrollTop") == scrolled

    # The old facets can be used until the new ones are there, which then have the focus.
    hold("facets")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator(".facets")).to_have_attribute("aria-busy", "true")
    toward.press("Enter")
    expect(page.locator(".chip")).to_have_count(3)
    answer()
    expect(page.locator(".facets")).not_to_have_attribute("aria-busy", "true")
    expect(toward).to_be_focused()
    expect(toward).to_contain_text("2")

    # A name that is typed quickly is looked up before one is taken.
    hold("entities")
    page.get_by_label("Somebody, something or an issue").select_option("holder")
    page.get_by_role("combobox", name="Name").press_sequentially("lind")
    page.keyboard.press("Enter")
    answer()
    expect(page.locator(".chip")).to_have_count(4)
    expect(page.locator(".chips")).to_contain_text("held by Omar Lind")


def test_an_analyst_compares_and_sees_what_changed(console: RunningConsole, page: Page) -> None:
    turned = praise(2, published="2026-03-05T09:00:00Z")
    turned = turned.replace(b'"polarity":"favor"', b'"polarity":"against"')
    console.write(praise(1), turned, blame(3))
    page.goto(f"{console.address}/over-time?of={PERU[0]}")
    expect(page.locator(".chart.lines svg path.line")).to_have_count(1)
    page.get_by_role("combobox", name="Compare with").press_sequentially("kol")
    expect(page.get_by_role("option", name=re.compile("Anna Kolb"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".chart.lines svg path.line")).to_have_count(2)
    page.get_by_role("link", name="articles against, of those that take a side").click()
    # The chart before it had two lines too.
    expect(page.get_by_role("heading", name="Articles against, of those")).to_be_visible()
    expect(page.locator(".chart.lines svg path.line")).to_have_count(2)
    # A share of few articles does not look like one of many.
    ring = page.locator(".chart.lines circle.ring")
    expect(page.get_by_text("of fewer than 5 articles")).to_be_visible()
    assert ring.count() == page.locator(".chart.lines circle").count() > 0
    page.get_by_text("As a table").click()
    expect(page.locator(".figures")).to_contain_text("50 %")
    for width in (360, 900, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(CHART_FITS)
    page.get_by_role("link", name="articles that name it", exact=True).click()
    expect(page.get_by_text("of fewer than 5 articles")).to_have_count(0)
    # A point leads to what it counts.
    page.locator(".chart.lines .s0 a").first.click(force=True)
    expect(page).to_have_url(re.compile(r"/\?entity=iso3166%3APE&since=2026-01-0\d&until=2026"))
    expect(page.locator(".articles > li")).to_have_count(2)
    page.goto(f"{console.address}/changes")
    turn = page.locator(".turn")
    expect(turn).to_have_count(1)
    expect(turn).to_contain_text("Anna Kolb turned against Peru")
    # Where there is no better one, it is shown all the same.
    expect(page.get_by_text("1 turn with a single quote before or after")).to_be_visible()
    expect(turn).to_be_visible()
    assert turn.locator("time").all_text_contents() == ["5 Jan 2026", "5 Mar 2026"]
