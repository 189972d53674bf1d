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
    """A missile hit a market in the town of Sella, killing 23 shoppers. The explosion threw
    stalls across the street, and a fire followed the explosion. The government blamed the
    separatists, who said the army's own air defence had failed. Fighting has flared along the
    front since the truce ended.""",
    """Two car bombs went off outside a police station in Kamrad. The first explosion drew a
    crowd, and the second explosion killed nineteen people in it. No group claimed the
    bombing, but the interior minister named the Islamist militia that holds the valley.
    Soldiers closed the roads.""",
    """The air force bombed positions of the Front in the eastern hills, and explosions shook
    Tadir for the third day. A hospital said it had treated forty people with burns from
    explosions. The Front's fighters fired rockets at the airport. The regional bloc called
    for a ceasefire and offered to mediate between the army and the Front.""",
    """A suicide bomber blew himself up at a checkpoint near the border. The explosion killed
    four soldiers, and a second explosion, from a mine, hit the convoy that came to help. The
    militants have carried out thirty such attacks this year. The army began an offensive in
    the district.""",
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
    """A drone strike set the roof of a school on fire in Mirovka, where two hundred displaced
    people were sleeping. Three died. The occupation authorities said that the school was a
    barracks. The missile's debris has been sent to the war crimes prosecutor. The front line
    is six kilometres from the school.""",
    """The bodies of thirty people were dug from under a school in Deir Sabba, bombed from the
    air on Friday. The school's cellar was a bomb shelter. The coalition said that its jets
    had struck a command post near the school and that it would investigate. The rebels vowed
    revenge.""",
    """Tank fire destroyed the last school in Rumah, a town held by jihadists for two years.
    Troops fought from house to house on Monday. Snipers had used the school's tower. The
    brigade lost seven men around the school, its commander said.""",
    """A bomb planted by extremists exploded in a school bus near Khesh, killing twelve
    children. The school had received threats since it admitted girls. The extremists, who are
    fighting the government for the province, said that every school of the state is a target.
    The army sent armoured cars to guard each school.""",
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
    """Brent crude fell by 3 per cent after the producers' group said that it would pump an
    extra 400,000 barrels a day from August. Analysts at three banks cut their forecasts. One
    bank sees crude at 60 dollars by the winter. Shares of drillers slid; refiners gained.""",
    """A tanker shortage has pushed the cost of shipping crude to a record. Traders book
    vessels weeks ahead, brokers said. Bank lending to shipowners has dried up, one banker
    added, and banks want higher margins. Oil exporters in the Gulf lose two dollars on each
    barrel.""",
    """Lurga has signed a deal with two oil majors to develop the Kessa field, which holds 1.5
    billion barrels. First oil is due in four years. A syndicate of eleven banks will finance
    the pipeline. The finance minister says that oil revenue will cut the deficit by half.""",
    """The oil refiner Tarcom will buy its rival Sulin for 6 billion dollars, in the largest
    deal of the sector this year. Tarcom's shares fell 4 per cent. Two investment banks
    advised it. Together the firms refine 900,000 barrels of crude a day. Antitrust officials
    will look at fuel prices in the south.""",
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
    """Nurses at twelve hospitals began a 48-hour strike on Monday over staffing and pay.
    Their union said that wards have half the nurses they need. The health service called the
    strike dangerous. Emergency rooms stay open. The union's members will vote on Friday on
    whether to strike again.""",
    """Teachers in the state stayed away from classrooms on Thursday, the first walkout in
    twenty years. Their union asks for a pay rise of 10 per cent and smaller classes. The
    governor said that the budget has no money. Schools in nine districts were closed, and the
    strike may last all month.""",
    """Dock workers at the port of Almera downed tools after two of them were sacked. Cranes
    stood still and nineteen ships waited. The dockers' union said that the employer had
    broken the collective agreement. The port's owner wants a court to declare the strike
    illegal.""",
    """Train drivers will strike on Friday and Saturday, their union announced, after talks on
    working hours collapsed. Only one in ten trains will run. The rail company asked the
    drivers to return to the table; the union said that the strike could be called off if the
    company moves on pay.""",
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
