"""Organisations that news names without saying what they are, listed by hand."""

from __future__ import annotations

_ORGANISATIONS = """
Reuters, Associated Press, AP, AFP, Agence France-Presse, Xinhua, TASS, Interfax, Bloomberg, Kyodo, UPI, BBC, CNN,
NBC, ABC, CBS, MSNBC, CNBC, NPR, PBS, C-SPAN, Al Jazeera, Fox News, Sky News, New York Times, Washington Post,
Guardian, Wall Street Journal, Financial Times, Los Angeles Times, Chicago Tribune, Boston Globe, USA Today, Daily
Mail, Daily Telegraph, Sunday Times, New York Post, Politico, BuzzFeed, Breitbart, Huffington Post, Le Monde, Der
Spiegel, Economist, Newsweek, New Yorker, Vox, Axios, Nikkei, Pravda, Izvestia, Haaretz, United Nations, UN, NATO,
World Health Organization, WHO, UNICEF, UNESCO, UNHCR, IAEA, International Monetary Fund, IMF, World Bank, WTO,
OPEC, OECD, ASEAN, African Union, Arab League, European Union, EU, European Commission, European Parliament,
Interpol, Europol, Red Cross, Amnesty International, Human Rights Watch, Greenpeace, Oxfam, FBI, CIA, NSA, DEA, ATF,
ICE, IRS, SEC, FDA, CDC, EPA, FCC, FTC, FAA, NASA, NOAA, FEMA, NTSB, TSA, USDA, HUD, NIH, NYPD, LAPD, MI5, MI6,
GCHQ, NHS, KGB, FSB, GRU, Mossad, Pentagon, Congress, Senate, Capitol Police, Supreme Court, State Department,
Justice Department, Treasury, Federal Reserve, Secret Service, Homeland Security, Parliament, Knesset, Duma,
Bundestag, Politburo, Scotland Yard, GOP, Labour, Labour Party, Conservative Party, Republican Party, Democratic
Party, Green Party, Likud, Fatah, Sinn Fein, Ukip, SNP, Islamic State, ISIS, ISIL, Hamas, Hezbollah, Al Qaeda,
al-Qaeda, Al-Qaida, Taliban, Boko Haram, al-Shabab, PLO, IRA, ETA, FARC, PKK, NRA, ACLU, NAACP, AARP, AFL-CIO,
Google, Facebook, Twitter, YouTube, Instagram, WhatsApp, TikTok, Snapchat, Apple, Amazon, Microsoft, Netflix, IBM,
Intel, Oracle, Cisco, Samsung, Sony, Nokia, Huawei, Alibaba, Tencent, Uber, Lyft, Airbnb, PayPal, eBay, Yahoo,
Boeing, Airbus, Toyota, Honda, Nissan, Volkswagen, BMW, General Motors, GM, Chrysler, Fiat, Renault, Peugeot,
Hyundai, Exxon, ExxonMobil, BP, Chevron, Gazprom, Rosneft, Lukoil, Petrobras, Aramco, Walmart, Wal-Mart, Costco,
Ikea, Nike, Adidas, Starbucks, Coca-Cola, PepsiCo, Unilever, Nestle, Pfizer, Moderna, AstraZeneca, Merck, Novartis,
GlaxoSmithKline, Bayer, Citigroup, JPMorgan, Goldman Sachs, Barclays, HSBC, UBS, Credit Suisse, Deutsche Bank,
Lehman Brothers, Nasdaq, FIFA, UEFA, IOC, NFL, NBA, MLB, NHL, NCAA, WADA, Manchester United, Manchester City,
Arsenal, Chelsea, Liverpool FC, Tottenham, Everton, Real Madrid, Juventus, AC Milan, Bayern Munich, Harvard, Yale,
MIT, Stanford, Princeton
"""
ORGANISATIONS = frozenset(
    tuple(n.split()) for n in " ".join(_ORGANISATIONS.lower().split()).replace(".", "").split(", ")
)
"""Folded words of each name: a vote for what it is, not a verdict."""
