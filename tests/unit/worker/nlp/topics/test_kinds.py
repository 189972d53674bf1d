"""Whole short articles of kinds that once got the wrong topics, read with the packaged model."""

import pytest

from worker.nlp.analyzer import Analyzer

CONFLICT, DISASTER = "medtop:16000000", "medtop:03000000"
EDUCATION, LABOUR, ECONOMY = "medtop:05000000", "medtop:09000000", "medtop:04000000"
EXPLOSION, SCHOOL, BANKING, STRIKE = (
    "medtop:20000140",
    "medtop:20000400",
    "medtop:20000274",
    "medtop:20000530",
)

ATTACKS = (
    """Missiles struck the harbour of Odrin before dawn, killing at least nine people, officials
    said. Explosions were heard across the city for an hour, and a second explosion set a grain
    store on fire. The army said that it had shot down four of the seven missiles. It was the third
    attack on the port since troops crossed the border in March. The president called the shelling
    of civilians a war crime and asked allies for more air defence.""",
    """A rocket barrage hit residential blocks in the north of Tarsk overnight. The blast tore off
    the front of a building, and another blast shattered windows a kilometre away, residents said.
    Rebel forces denied that they had fired the rockets and accused the government's artillery. The
    two sides have fought over the town since a ceasefire broke down last month; soldiers have dug
    trenches along the river.""",
)
SCHOOLS_HIT = (
    """An air strike destroyed a school in the village of Lomna on Tuesday, the army said. Fourteen
    people who had sought shelter in the school were killed. The defence ministry said that its jets
    had aimed at a militia post beside the school. The militia has fired mortars at troops from the
    village for weeks. The United Nations demanded an end to the fighting and safe passage for
    civilians before the next offensive.""",
    """Two shells landed in the yard of a secondary school in Besk while soldiers were being treated
    there, a military spokesman said. Insurgents have shelled the town daily since they lost the
    heights above it, and the school had served as a field hospital. Troops answered with artillery.
    Peace talks between the army and the insurgents, planned for Friday at another school, were
    called off.""",
)
OIL = (
    """Oil prices jumped by 4 per cent on Monday after producers agreed to pump less. Crude for
    delivery in May rose to 83 dollars a barrel in London. Analysts at a bank expect oil at 90
    dollars by autumn; another bank was more careful. Oil companies' shares gained, and airlines
    lost. The cartel said that demand for crude from Asia was weaker than it had hoped, and that oil
    stocks were full.""",
    """Crude slid to its lowest price in two years as traders bet that a slowing economy will burn
    less fuel. A barrel cost 58 dollars in New York. The oil producers' group meets next week, and
    delegates say that it may cut output. Lenders to small drillers are nervous, one banker said.
    Refineries have more crude than they can use, and oil companies have put off new wells.""",
)
STRIKES = (
    """Bus drivers in Marlow walked out on Thursday in a dispute over pay. Their union said that
    nine in ten drivers had joined the strike, which will last until Sunday. Wages have not risen
    for three years. The company offered 2 per cent and called the strike irresponsible; the union
    wants 6 per cent and shorter shifts. Picket lines stood at all four depots, and talks between
    union and employer resume on Monday.""",
    """Hundreds of warehouse workers stopped work at noon and marched to the gate, demanding higher
    wages and paid breaks. It is the first strike at the firm since workers voted to form a union
    last year. Managers say that the walkout breaks the contract. Union leaders answered that the
    strike goes on until the company bargains. Other workers at two sites plan to join the
    picket.""",
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load()


def codes(analyzer: Analyzer, text: str) -> list[str]:
    return [topic.code for topic in analyzer.topics(" ".join(text.split()))]


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_is_a_matter_of_war_and_no_accident(analyzer: Analyzer, text: str) -> None:
    found = codes(analyzer, text)
    assert found[0] == CONFLICT
    assert EXPLOSION not in found


@pytest.mark.parametrize("text", SCHOOLS_HIT)
def test_a_school_that_is_hit_is_no_matter_of_education(analyzer: Analyzer, text: str) -> None:
    found = codes(analyzer, text)
    assert found[0] == CONFLICT
    assert SCHOOL not in found
    assert EDUCATION not in found


@pytest.mark.parametrize("text", OIL)
def test_a_story_of_oil_is_about_the_economy_and_no_bank(analyzer: Analyzer, text: str) -> None:
    found = codes(analyzer, text)
    assert found[0] == ECONOMY
    assert BANKING not in found


@pytest.mark.parametrize("text", STRIKES)
def test_a_strike_is_a_matter_of_labour(analyzer: Analyzer, text: str) -> None:
    found = codes(analyzer, text)
    assert LABOUR in found
    assert STRIKE in found
