"""Well-known places that are no countries, listed by hand: cities, states, provinces, regions, waters."""

from __future__ import annotations

_PLACES = """
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois,
Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi,
Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota,
Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont,
Virginia, West Virginia, Wisconsin, Wyoming, Puerto Rico, Guam, Ontario, Quebec, Manitoba, Saskatchewan, Alberta,
British Columbia, Nova Scotia, New Brunswick, Newfoundland, Yukon, New South Wales, Queensland, Tasmania, Western
Australia, South Australia, Northern Territory, New York City, Los Angeles, Chicago, Houston, Phoenix, Philadelphia,
San Antonio, San Diego, Dallas, San Jose, San Francisco, Seattle, Denver, Boston, Detroit, Nashville, Memphis,
Portland, Las Vegas, Baltimore, Milwaukee, Albuquerque, Tucson, Sacramento, Kansas City, Atlanta, Miami, Oakland,
Minneapolis, Cleveland, Tampa, Orlando, New Orleans, Pittsburgh, Cincinnati, St. Louis, Salt Lake City, Anchorage,
Honolulu, Brooklyn, Manhattan, Queens, Bronx, Harlem, Staten Island, Long Island, Silicon Valley, Hollywood,
Washington, Washington D.C., Toronto, Montreal, Vancouver, Calgary, Edmonton, Winnipeg, Halifax, Guadalajara,
Tijuana, Ciudad Juarez, Monterrey, London, Manchester, Birmingham, Liverpool, Leeds, Sheffield, Bristol, Newcastle,
Nottingham, Leicester, Cardiff, Edinburgh, Glasgow, Aberdeen, Dundee, Belfast, Oxford, Cambridge, Brighton,
Southampton, Portsmouth, Plymouth, Yorkshire, Lancashire, Kent, Surrey, Sussex, Essex, Cornwall, Devon, Dorset,
Hampshire, Norfolk, Suffolk, Dublin, Cork, Galway, Limerick, Paris, Marseille, Lyon, Toulouse, Nice, Bordeaux,
Lille, Strasbourg, Calais, Corsica, Brittany, Normandy, Berlin, Hamburg, Munich, Cologne, Frankfurt, Stuttgart,
Dusseldorf, Düsseldorf, Leipzig, Dresden, Bonn, Bremen, Hanover, Bavaria, Saxony, Vienna, Salzburg, Zurich, Geneva,
Basel, Davos, Brussels, Antwerp, Ghent, Bruges, Amsterdam, Rotterdam, Utrecht, Eindhoven, Luxembourg City, Rome,
Milan, Turin, Naples, Florence, Venice, Genoa, Bologna, Palermo, Sicily, Sardinia, Tuscany, Lombardy, Madrid,
Barcelona, Valencia, Seville, Bilbao, Malaga, Catalonia, Andalusia, Basque Country, Canary Islands, Lisbon, Porto,
Madeira, Azores, Copenhagen, Aarhus, Stockholm, Gothenburg, Malmo, Oslo, Bergen, Trondheim, Helsinki, Reykjavik,
Greenland, Faroe Islands, Warsaw, Krakow, Gdansk, Lodz, Prague, Brno, Budapest, Bucharest, Sofia, Belgrade, Zagreb,
Split, Ljubljana, Sarajevo, Skopje, Tirana, Athens, Thessaloniki, Crete, Lesbos, Istanbul, Ankara, Izmir, Moscow,
St. Petersburg, Saint Petersburg, Kazan, Novosibirsk, Vladivostok, Siberia, Chechnya, Dagestan, Grozny, Crimea,
Sevastopol, Kyiv, Kiev, Kharkiv, Lviv, Odessa, Odesa, Donetsk, Luhansk, Donbas, Mariupol, Kherson, Zaporizhzhia,
Minsk, Vilnius, Riga, Tallinn, Tbilisi, Yerevan, Baku, Nagorno-Karabakh, Abkhazia, South Ossetia, Jerusalem, East
Jerusalem, Tel Aviv, Haifa, Gaza, Gaza City, Gaza Strip, West Bank, Hebron, Nablus, Ramallah, Golan Heights, Beirut,
Damascus, Aleppo, Homs, Idlib, Raqqa, Amman, Baghdad, Basra, Mosul, Fallujah, Kirkuk, Erbil, Kurdistan, Tehran,
Isfahan, Mecca, Medina, Riyadh, Jeddah, Dubai, Abu Dhabi, Doha, Muscat, Aden, Sanaa, Hodeidah, Kabul, Kandahar,
Herat, Islamabad, Karachi, Lahore, Peshawar, Kashmir, Punjab, New Delhi, Delhi, Mumbai, Bombay, Calcutta, Kolkata,
Chennai, Madras, Bangalore, Bengaluru, Hyderabad, Ahmedabad, Gujarat, Kerala, Assam, Goa, Rajasthan, Bihar, Uttar
Pradesh, Maharashtra, Tamil Nadu, Dhaka, Colombo, Kathmandu, Beijing, Shanghai, Guangzhou, Shenzhen, Chongqing,
Wuhan, Chengdu, Tianjin, Nanjing, Hangzhou, Xinjiang, Tibet, Sichuan, Guangdong, Hubei, Yunnan, Hunan, Inner
Mongolia, Hong Kong, Macau, Macao, Taipei, Tokyo, Osaka, Kyoto, Yokohama, Nagoya, Sapporo, Fukushima, Hiroshima,
Nagasaki, Okinawa, Seoul, Busan, Pyongyang, Hanoi, Ho Chi Minh City, Saigon, Bangkok, Phnom Penh, Rangoon, Yangon,
Rakhine, Kuala Lumpur, Jakarta, Bali, Java, Sumatra, Borneo, Aceh, Papua, Manila, Mindanao, Sydney, Melbourne,
Brisbane, Perth, Adelaide, Canberra, Darwin, Auckland, Wellington, Christchurch, Cairo, Alexandria, Sinai, Suez,
Tripoli, Benghazi, Tunis, Algiers, Casablanca, Rabat, Western Sahara, Khartoum, Darfur, Addis Ababa, Tigray,
Nairobi, Mombasa, Kampala, Kigali, Kinshasa, Goma, Lagos, Abuja, Kano, Accra, Dakar, Bamako, Timbuktu, Johannesburg,
Cape Town, Durban, Pretoria, Soweto, Harare, Lusaka, Maputo, Luanda, Mogadishu, Zanzibar, Buenos Aires, Rio de
Janeiro, Sao Paulo, São Paulo, Brasilia, Salvador, Santiago, Lima, Bogota, Medellin, Cali, Caracas, Quito,
Montevideo, Havana, Guantanamo Bay, Bermuda, Cayman Islands, Falkland Islands, Gibraltar, Isle of Man, Jersey,
Guernsey, Channel Islands, Scotland, Wales, England, Ulster, Europe, Eastern Europe, Western Europe, Central Europe,
Africa, North Africa, West Africa, East Africa, Southern Africa, Sub-Saharan Africa, Asia, Central Asia, South Asia,
East Asia, Southeast Asia, South-East Asia, North America, South America, Central America, Latin America,
Antarctica, Arctic, Oceania, Middle East, Far East, Near East, Balkans, Caucasus, Baltics, Scandinavia, Caribbean,
Mediterranean, Sahara, Sahel, Horn of Africa, Asia-Pacific, Indo-Pacific, Persian Gulf, Atlantic, Pacific, Indian
Ocean, Atlantic Ocean, Pacific Ocean, Arctic Ocean, Black Sea, Red Sea, Baltic Sea, North Sea, Caspian Sea, South
China Sea, East China Sea, Bering Sea, Alps, Andes, Himalayas, Pyrenees, Rockies, Urals, Amazon River, Nile, Danube,
Rhine, Volga, Thames, Mississippi River, Wall Street, White House, Kremlin, Downing Street, Capitol Hill, Whitehall,
Red Square, Tiananmen Square, Times Square, Broadway, Heathrow, Gatwick, Buckingham Palace, Westminster, Middle
West, Midwest, New England, Bay Area, Deep South, Rust Belt, West Coast, East Coast, West End, Camp David, Mount
Everest, Central Park
"""
PLACES = frozenset(tuple(p.split()) for p in " ".join(_PLACES.lower().split()).replace(".", "").split(", "))
"""Folded words of each place's name. Many are teams, newspapers or surnames too: they are a vote, not a verdict."""

SEATS = frozenset({("white", "house"), ("kremlin",), ("downing", "street"), ("elysee", "palace"), ("wall", "street")})
"""Folded words of places that stand for who sits there, which the model takes for organisations."""
