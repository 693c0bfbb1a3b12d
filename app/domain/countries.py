"""Countries under their names: short, official and abbreviated, with demonyms and capitals. Listed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

# name [= other names] | demonyms | capital [also: seats of government that stand for it]
_TABLE = """
Afghanistan = Islamic Republic of Afghanistan | Afghan, Afghans | Kabul
Albania | Albanian, Albanians | Tirana
Algeria | Algerian, Algerians | Algiers
Andorra | Andorran, Andorrans |
Angola | Angolan, Angolans | Luanda
Argentina = Argentine Republic | Argentine, Argentines, Argentinian, Argentinians | Buenos Aires
Armenia | Armenian, Armenians | Yerevan
Australia = Commonwealth of Australia | Australian, Australians, Aussie, Aussies | Canberra
Austria | Austrian, Austrians | Vienna
Azerbaijan | Azerbaijani, Azerbaijanis, Azeri, Azeris | Baku
Bahamas | Bahamian, Bahamians | Nassau
Bahrain | Bahraini, Bahrainis | Manama
Bangladesh | Bangladeshi, Bangladeshis | Dhaka
Barbados | Barbadian, Barbadians | Bridgetown
Belarus = Republic of Belarus | Belarusian, Belarusians, Belarussian, Belarussians | Minsk
Belgium | Belgian, Belgians |
Belize | Belizean, Belizeans | Belmopan
Benin | Beninese | Porto-Novo
Bhutan | Bhutanese | Thimphu
Bolivia | Bolivian, Bolivians | La Paz
Bosnia and Herzegovina = Bosnia, Bosnia-Herzegovina | Bosnian, Bosnians | Sarajevo
Botswana | Botswanan | Gaborone
Brazil = Federative Republic of Brazil | Brazilian, Brazilians | Brasilia, Brasília
Brunei | Bruneian | Bandar Seri Begawan
Bulgaria | Bulgarian, Bulgarians | Sofia
Burkina Faso | Burkinabe | Ouagadougou
Burundi | Burundian, Burundians | Bujumbura
Cambodia | Cambodian, Cambodians | Phnom Penh
Cameroon | Cameroonian, Cameroonians | Yaounde
Canada | Canadian, Canadians | Ottawa
Central African Republic | Central African | Bangui
Chad | Chadian, Chadians | N'Djamena
Chile | Chilean, Chileans |
China = People's Republic of China, PRC, P.R.C., PR China, mainland China | Chinese | Beijing, Zhongnanhai
Colombia | Colombian, Colombians | Bogota, Bogotá
Costa Rica | Costa Rican, Costa Ricans | San Jose
Croatia | Croatian, Croatians, Croat, Croats | Zagreb
Cuba | Cuban, Cubans | Havana
Cyprus | Cypriot, Cypriots | Nicosia
Czech Republic = Czechia | Czech, Czechs | Prague
Democratic Republic of the Congo = Democratic Republic of Congo, DRC, DR Congo | Congolese | Kinshasa
Denmark = Kingdom of Denmark | Danish, Dane, Danes | Copenhagen
Djibouti | Djiboutian |
Dominican Republic | Dominican, Dominicans | Santo Domingo
East Timor = Timor-Leste | East Timorese, Timorese | Dili
Ecuador | Ecuadorian, Ecuadorians, Ecuadorean | Quito
Egypt = Arab Republic of Egypt | Egyptian, Egyptians | Cairo
El Salvador | Salvadoran, Salvadorans | San Salvador
Eritrea | Eritrean, Eritreans | Asmara
Estonia | Estonian, Estonians | Tallinn
Ethiopia | Ethiopian, Ethiopians | Addis Ababa
Fiji | Fijian, Fijians | Suva
Finland | Finnish, Finn, Finns | Helsinki
France = French Republic | French, Frenchman, Frenchwoman, Frenchmen | Paris, Elysee Palace, Élysée Palace
Gabon | Gabonese | Libreville
Gambia | Gambian, Gambians | Banjul
Georgia | Georgian, Georgians | Tbilisi
Germany = Federal Republic of Germany, FRG | German, Germans | Berlin
Ghana | Ghanaian, Ghanaians | Accra
Greece = Hellenic Republic | Greek, Greeks | Athens
Guatemala | Guatemalan, Guatemalans |
Guinea | Guinean, Guineans | Conakry
Guyana | Guyanese | Georgetown
Haiti | Haitian, Haitians | Port-au-Prince
Honduras | Honduran, Hondurans | Tegucigalpa
Hungary | Hungarian, Hungarians | Budapest
Iceland | Icelandic, Icelander, Icelanders | Reykjavik
India = Republic of India | Indian, Indians | New Delhi, Delhi
Indonesia = Republic of Indonesia | Indonesian, Indonesians | Jakarta
Iran = Islamic Republic of Iran | Iranian, Iranians, Persian | Tehran
Iraq = Republic of Iraq | Iraqi, Iraqis | Baghdad
Ireland = Republic of Ireland | Irish, Irishman, Irishmen | Dublin
Israel = State of Israel | Israeli, Israelis | Tel Aviv
Italy = Italian Republic | Italian, Italians | Rome
Ivory Coast = Cote d'Ivoire, Côte d'Ivoire | Ivorian, Ivorians | Abidjan
Jamaica | Jamaican, Jamaicans |
Japan | Japanese | Tokyo
Jordan = Hashemite Kingdom of Jordan | Jordanian, Jordanians | Amman
Kazakhstan | Kazakh, Kazakhs, Kazakhstani | Astana, Nur-Sultan
Kenya | Kenyan, Kenyans | Nairobi
Kosovo | Kosovar, Kosovars, Kosovan | Pristina
Kuwait = State of Kuwait | Kuwaiti, Kuwaitis | Kuwait City
Kyrgyzstan = Kyrgyz Republic | Kyrgyz | Bishkek
Laos | Lao, Laotian, Laotians | Vientiane
Latvia | Latvian, Latvians | Riga
Lebanon | Lebanese | Beirut
Liberia | Liberian, Liberians | Monrovia
Libya | Libyan, Libyans | Tripoli
Liechtenstein | Liechtensteiner | Vaduz
Lithuania | Lithuanian, Lithuanians | Vilnius
Luxembourg | Luxembourger, Luxembourgers |
Macedonia = North Macedonia | Macedonian, Macedonians | Skopje
Madagascar | Malagasy | Antananarivo
Malawi | Malawian, Malawians | Lilongwe
Malaysia | Malaysian, Malaysians | Kuala Lumpur
Maldives | Maldivian, Maldivians |
Mali | Malian, Malians | Bamako
Malta | Maltese | Valletta
Mauritania | Mauritanian, Mauritanians | Nouakchott
Mauritius | Mauritian, Mauritians | Port Louis
Mexico = United Mexican States | Mexican, Mexicans | Mexico City
Moldova = Republic of Moldova | Moldovan, Moldovans | Chisinau
Monaco | Monegasque |
Mongolia | Mongolian, Mongolians | Ulaanbaatar, Ulan Bator
Montenegro | Montenegrin, Montenegrins | Podgorica
Morocco = Kingdom of Morocco | Moroccan, Moroccans | Rabat
Mozambique | Mozambican, Mozambicans | Maputo
Myanmar = Burma | Burmese | Naypyidaw, Rangoon
Namibia | Namibian, Namibians | Windhoek
Nepal | Nepalese, Nepali, Nepalis | Kathmandu
Netherlands = Holland, Kingdom of the Netherlands | Dutch, Dutchman | The Hague
New Zealand = Aotearoa | New Zealander, New Zealanders, Kiwi, Kiwis |
Nicaragua | Nicaraguan, Nicaraguans | Managua
Niger | Nigerien | Niamey
Nigeria | Nigerian, Nigerians | Abuja
North Korea = Democratic People's Republic of Korea, DPRK, N Korea, N. Korea | North Korean, North Koreans | Pyongyang
Norway = Kingdom of Norway | Norwegian, Norwegians | Oslo
Oman | Omani, Omanis | Muscat
Pakistan = Islamic Republic of Pakistan | Pakistani, Pakistanis | Islamabad
Palestine = State of Palestine | Palestinian, Palestinians | Ramallah
Panama | Panamanian, Panamanians | Panama City
Papua New Guinea | Papua New Guinean | Port Moresby
Paraguay | Paraguayan, Paraguayans | Asuncion
Peru = Perú | Peruvian, Peruvians | Lima
Philippines = Republic of the Philippines | Filipino, Filipinos, Philippine | Manila
Poland = Republic of Poland | Polish, Pole, Poles | Warsaw
Portugal | Portuguese | Lisbon
Qatar = State of Qatar | Qatari, Qataris | Doha
Romania | Romanian, Romanians | Bucharest
Russia = Russian Federation | Russian, Russians | Moscow, Kremlin
Rwanda | Rwandan, Rwandans | Kigali
Saudi Arabia = Kingdom of Saudi Arabia, KSA | Saudi, Saudis, Saudi Arabian | Riyadh
Senegal | Senegalese | Dakar
Serbia | Serbian, Serbians, Serb, Serbs | Belgrade
Sierra Leone | Sierra Leonean | Freetown
Singapore = Republic of Singapore | Singaporean, Singaporeans |
Slovakia = Slovak Republic | Slovak, Slovaks, Slovakian | Bratislava
Slovenia | Slovenian, Slovenians, Slovene, Slovenes | Ljubljana
Somalia | Somali, Somalis, Somalian | Mogadishu
South Africa = Republic of South Africa, RSA | South African, South Africans | Pretoria
South Korea = Republic of Korea, ROK, S Korea, S. Korea | South Korean, South Koreans | Seoul
South Sudan | South Sudanese | Juba
Soviet Union = USSR, U.S.S.R., Union of Soviet Socialist Republics | Soviet, Soviets |
Spain = Kingdom of Spain | Spanish, Spaniard, Spaniards | Madrid
Sri Lanka | Sri Lankan, Sri Lankans | Colombo
Sudan | Sudanese | Khartoum
Suriname | Surinamese | Paramaribo
Sweden = Kingdom of Sweden | Swedish, Swede, Swedes | Stockholm
Switzerland = Swiss Confederation | Swiss | Bern
Syria = Syrian Arab Republic | Syrian, Syrians | Damascus
Taiwan = Republic of China, ROC | Taiwanese | Taipei
Tajikistan | Tajik, Tajiks | Dushanbe
Tanzania | Tanzanian, Tanzanians | Dodoma
Thailand = Kingdom of Thailand | Thai, Thais | Bangkok
Togo | Togolese | Lome
Trinidad and Tobago | Trinidadian, Trinidadians | Port of Spain
Tunisia | Tunisian, Tunisians | Tunis
Turkey = Türkiye, Turkiye, Republic of Turkey | Turkish, Turk, Turks | Ankara
Turkmenistan | Turkmen | Ashgabat
Uganda | Ugandan, Ugandans | Kampala
Ukraine | Ukrainian, Ukrainians | Kyiv, Kiev
United Arab Emirates = UAE, U.A.E., Emirates | Emirati, Emiratis | Abu Dhabi
United Kingdom = UK, U.K., Britain, Great Britain | British, Briton, Britons, Brit, Brits | London, Downing Street
United States = United States of America, USA, U.S.A., US, U.S., America | American, Americans | Washington, White House
Uruguay | Uruguayan, Uruguayans | Montevideo
Uzbekistan | Uzbek, Uzbeks | Tashkent
Vatican City = Holy See, Vatican | |
Venezuela = Bolivarian Republic of Venezuela | Venezuelan, Venezuelans | Caracas
Vietnam = Socialist Republic of Vietnam, Viet Nam | Vietnamese | Hanoi
Yemen = Republic of Yemen | Yemeni, Yemenis | Sanaa
Yugoslavia | Yugoslav, Yugoslavs |
Zambia | Zambian, Zambians | Lusaka
Zimbabwe | Zimbabwean, Zimbabweans | Harare
England | English, Englishman, Englishmen |
Scotland | Scottish, Scot, Scots, Scotsman | Edinburgh, Holyrood
Wales | Welsh, Welshman | Cardiff
Northern Ireland | Northern Irish | Belfast, Stormont
European Union = EU, E.U. | |
"""


@dataclass(frozen=True, slots=True)
class Country:
    """A state, its other names, its demonyms and the places that news writing uses for its government."""

    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


def _row(line: str) -> Country:
    names, demonyms, capitals = (part.strip() for part in line.split("|"))
    name, _, others = names.partition("=")
    return Country(
        name.strip(),
        (name.strip(), *(n.strip() for n in others.split(",") if n.strip())),
        tuple(d.strip() for d in demonyms.split(",") if d.strip()),
        tuple(c.strip() for c in capitals.split(",") if c.strip()),
    )


COUNTRIES: tuple[Country, ...] = tuple(_row(line) for line in _TABLE.strip().splitlines())

_UNLIKELY = frozenset(
    {"Emirates", "Georgia", "Jordan", "Chad", "America", "Vatican", "Holland", "EU", "E.U.", "European Union"}
)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Country]:
    return {n: c for c in COUNTRIES for n in c.names}


@lru_cache(maxsize=1)
def _by_demonym() -> dict[str, Country]:
    return {d: c for c in COUNTRIES for d in c.demonyms}


@lru_cache(maxsize=1)
def _by_capital() -> dict[str, Country]:
    return {p: c for c in COUNTRIES for p in c.capitals}


def _plain(name: str) -> str:
    return name.replace("’", "'").removeprefix("the ").removeprefix("The ")


def _look_up(table: dict[str, Country], name: str) -> Country | None:
    plain = _plain(name)
    found = table.get(plain)
    if found is None and len(plain) > 3 and plain.isupper():
        found = table.get(plain.title())
    return found


@lru_cache(maxsize=20_000)
def country_named(name: str) -> Country | None:
    """The country that `name` is a name of, by itself ("PRC", "the People’s Republic of China", "CHINA")."""
    return _look_up(_by_name(), name)


@lru_cache(maxsize=20_000)
def country_of_people(name: str) -> Country | None:
    """The country whose people or things `name` describes ("Russian", "Poles")."""
    return _look_up(_by_demonym(), name)


def country_governed_from(name: str) -> Country | None:
    """The country whose government news writing may mean by the place `name` ("Moscow")."""
    return _look_up(_by_capital(), name)


def is_surely_country(name: str) -> bool:
    """Whether `name` hardly ever names anything but the country: not so "Jordan", "Chad" or "Georgia"."""
    return country_named(name) is not None and _plain(name) not in _UNLIKELY
