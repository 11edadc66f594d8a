"""The named parts the patterns of the grammar are made of: how a day, a month, a length, a clock time are written.

`<a|b>` is one token of class a or b, `{NAME}` another part; see `grammar`.
"""

from __future__ import annotations

PARTS: dict[str, str] = {
    "REL": "(?P<rel><past|next|current>)",
    # Day numbers in digits or words; the article before digits is written الـ.
    "DAYN": "(?:<article>?<n12|n24|n31>|<ord_m|tens_def|first_of>)",
    "M": "<month|weak_month>",
    "MONTH": "(?P<month>{M}(?P<twin>(?:<slash|dash>|)<month|weak_month>|<lpar>{M}<rpar>)?)",
    "HMONTH": "(?P<month><hijri|weak_hijri|ramadan>)",
    "YEARHEAD": "(?:<year_head|the_year>)",
    "ABSYEAR": "(?:<comma>?<of|li|bi|in|slash>{0,2}{YEARHEAD}?<article>?(?P<year><year|spelled_year>)<ce>?"
    "|<of|li|in>?{YEARHEAD}(?P<year><n99|n24|n999>)<ce>?)",
    # حزيران 67, without a word for the year.
    "SHORTYEAR": "(?P<short>(?P<year><n99>))",
    "HYEAR": "(?:<comma>?<of|li|in>?{YEARHEAD}?(?P<year><year|n999>)<hijri_mark>?"
    "|<of|li|in>?{YEARHEAD}<article>?(?P<year><n12|n24|n31|n99|ord_f>)<hijri_mark>)",
    "RELYEAR": "(?:<comma>?<of|in|li|bi>?(?:<the_year>(?P<yrel><past|next|current|same|following|previous>)"
    "|(?P<yrel><demo|same_head>)<the_year>|<that>(?P<yrel><the_year>))(?:<year><ce>?)?)",
    "HIJRIYEAR": "(?:<of|li>?<the_year>(?P<hmark><hijri_mark>)(?P<yrel><past|next|current|following|previous>)<year>?)",
    "FISCAL": "(?:<of|li>?<season_year>(?:(?P<yrel><past|next|current>)|(?P<year><year>)<ce>?))",
    "THEMONTH": "(?:<of|in|bi>?(?:<the_month>"
    "(?P<mrel><past|next|current|same|following|previous|preceding_clause>)"
    "|(?P<mrel><demo|same_head|that>)<the_month>|<of><the_month>(?P<mrel>))|(?P<mrel><its>))",
    "BARE": "(?P<mrel>(?P<bare><past|next|current>))",
    "DAYMONTH": "(?P<day>{DAYN})<of>?<month_head>?(?:{MONTH}(?:<comma>?{REL}|<the_month>(?P<rel><past|next|current>))?"
    "(?:{ABSYEAR}|{RELYEAR})?(?P<hmark><hijri_mark>)?"
    "|{HMONTH}(?:{REL})?(?:{HYEAR}|{RELYEAR})?|(?P<month><libyan|first_of>)(?:{ABSYEAR}|{RELYEAR}|{REL})?"
    "|{THEMONTH}{RELYEAR}?|{BARE})",
    "NUMERIC": "(?P<numeric><numdate>)(?P<hmark><hijri_mark>)?<ce>?",
    "THEWEEK": "(?:<the_week>(?P<wrel><past|next|current|same|following|previous>)"
    "|(?P<wrel><demo|same_head>)<the_week>)",
    "WD": "(?:<day>?(?P<wday><wday>)|<day>(?P<wday><wday_indef|card_day>))",
    "PART": "(?:(?P<part><part>)(?:<of>|<li>)?"
    "|(?:<plural>?(?P<part><part_adverb>)<ord_f|early>?|<plural_def><ord_f>)<of|li>)<day>?",
    "MOD": "(?P<mod><modifier|last>)",
    "MINUTES": "(?:<and>(?P<minutes><fraction|portion|n12|n24|n31|n99|card>)(?:<unit|plural>)?"
    "|<except>(?P<minus><fraction|portion|n12|n24|n31|card>)(?:<unit|plural>)?)",
    "HALF": "(?P<half><part_adverb|the_night>|<part>(?!<of>?<day>?<deictic|today|wday|tonight>)|<ce>)",
    "HALFLESS": "(?:<part_adverb|the_night>|<part>(?!<of>?<day>?<deictic|today|wday|tonight>))",
    "HALFDAY": "(?:<lpar>{HALF}<rpar>|<comma>?{HALF})",
    "ZONE": "(?:<lpar>(?P<zone><zone>)<rpar>|<comma>?(?P<zone><zone>))",
    "CLOCK": "(?:(?:<hour_head><article>?(?P<hour><clock|dec|n12|n24|ord_f|card|n99|num|year>)|(?P<hour><clock>)"
    "|<article>?(?P<hour><ord_f|n12|dec>)(?={MINUTES}?(?:<of>?<part|part_adverb|the_night>|<zone>))"
    "|<article>?(?P<hour><ord_f|n12|dec>)(?=(?:<and|except><fraction|portion|n12|n24|n31|n99|card>)?<to><hour_head>?<article>?<ord_f|n12|clock|dec>"
    "(?:<and|except><fraction|portion|n12|n24|n31|n99|card>)?{HALFLESS})"
    "|(?P<hour><ord_f>)(?=<and><n12|n24|n31|n99|card>(?P<mins><unit|plural>))){MINUTES}?(?:<comma>?{HALFDAY})?{ZONE}?)",
    "PLAIN": "(?:{NUMERIC}|{DAYMONTH})",
    "DEICTIC": "(?:<day>?(?P<deictic><deictic|today|tonight>)"
    "(?:(?:<comma|dash>?{WD}|<lpar>{WD}<rpar>)(?:{REL})?)?"
    "(?:<comma|corresponding|slash|dash>{0,2}<day>?{PLAIN}|<lpar><day>?{PLAIN}<rpar>)?)",
    "WEEKDAY": "(?:(?:{WD}|(?P<wday><wday_indef|card_day>)(?=<the_week>))"
    "(?:(?:<of|in>?{THEWEEK})|{REL}|(?P<rel><following|previous>))?"
    "(?:<comma|corresponding|li|slash|dash|in|colon>{0,2}<day>?(?:{PLAIN}|(?P<dm><n12|n24|n31><slash><n12>))"
    "|<lpar><day>?{PLAIN}<rpar>)?)",
    "DAY": "(?:<today>(?P<trel><same>)<of>(?:{ABSYEAR}|{RELYEAR})"
    "|<today>(?P<trel><following|previous|same|preceding_clause|past|next>)|{DEICTIC}|{WEEKDAY}|<day>?{PLAIN}"
    "|<same_head><today>|(?P<thisday><that>)<tonight>|<like>?(?P<thisday><demo|that>)<today>(?:<of|in>(?:{ABSYEAR}|{RELYEAR})|{WD}(?:<comma|corresponding|slash|dash>{0,2}<day>?{PLAIN})?)?|(?P<thisday><demo>)(?P<part><tonight|part_adverb>))",
    "AMOUNT": "(?:<article>?(?P<amount><n12|n24|n31|n99|n999|year|num|card|card_def|dec><thousands>?))",
    "SINGLE": "(?P<unit><unit|day|year_head|month_head|decade_head>)",
    "LENGTH": "(?:{AMOUNT}(?P<unit><unit|day|year_head|month_head|decade_head|plural>)"
    "|(?P<dual><dual>)|(?P<fraction><fraction>)(?P<unit><unit>)|{SINGLE}(?P<one><card|ord_f>)?)(?:<and>(?P<extra><fraction>)<hour_head|the_year|the_month|today>?)?",
    "APPROX": "(?P<approx><approx>)",
    "ORMORE": "(?:<comma>?<or><n12|n24|n31|n99|card|dual>(?:<unit|day|year_head|month_head|plural>)?){1,2}",
    "BACK": "(?:<of>(?P<anchor><that>)(?:<the_month|the_year|today>)?"
    "|<of><vague|time_itself>|<of><today>(?!<ord_m|ord_f|last_adj>))",
    "YEARS": "(?:<year|spelled_year>)",
    "CENTURY": (
        "(?:<the_century>(?:(?P<century><article>?<n12|n24>|<ord_m|tens_def>)(?:<ce>|(?P<bce><bce>)|(?P<hmark><hijri_mark>))?"
        "(?:<slash><ord_m><ce>?)?|(?P<crel><past|current|next|previous>)))"
    ),
}
