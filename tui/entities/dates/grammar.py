"""The patterns of time expressions, over the string of token classes.

A pattern is written with `<a|b>` for one token of class a or b and `{NAME}` for a named part.  Each compiles to
one `regex` pattern in which a token is a single character: repetition is bounded and matching is linear.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from tui.entities.dates.lexicon import CLASSES
from tui.entities.dates.patterns import PARTS

# In order of preference where two are equally long.
RULES: tuple[tuple[str, str], ...] = (
    (
        "day",
        "(?:{MOD})?(?:{PART}{1,2}(?:{MOD})?)?{DAY}(?:<comma>?{HALFDAY})?(?:<comma>?<in|bi>?<sharp>?{CLOCK}|<lpar>{CLOCK}<rpar>)?",
    ),
    ("day", "(?:{PART})?{DAY}(?:<comma>?(?:<in>|<bi>)?{CLOCK})"),
    ("day", "(?P<part><part>)<lpar>{WD}<rpar>"),
    ("day", "(?P<rel><demo>)(?P<wday><wday>)"),
    (
        "day",
        "(?P<nth><ord_bare|last>)<plural><month_head>?(?P<month><ramadan>)(?:{REL})?(?:{HYEAR}|{RELYEAR})?",
    ),
    (
        "nthday",
        "(?:(?P<wday><wday>)(?P<nth><ord_m|ord_f|last_adj|recent>)"
        "|(?P<nth><ord_bare|last>)<day>?(?P<wday><wday_indef|card_day>|<day>))<of|in>"
        "<month_head>?(?:{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?|(?P<month><ramadan|hijri|weak_hijri>)(?:{REL})?{HYEAR}?|{THEMONTH}|<the_month>(?P<mrel><past|next|current|same>))",
    ),
    ("day", "{CLOCK}<of|comma|in>?(?:<after><part>|{PART})?{DAY}"),
    ("clock", "{CLOCK}"),
    ("midnight", "(?P<midnight><the_night>){ZONE}?"),
    (
        "night",
        "(?P<part><part>)<day>?(?P<wday><wday>)(?P<join><dash|slash|to|and>|<of>?<to>|)(?P<wday2><wday>)"
        "(?:<of|in>?{THEWEEK}|{REL})?",
    ),
    (
        "weekdays",
        "(?:<dual_head|plural>)(?P<wday><wday>|<deictic|today>)(?:<comma|and>{1,2}<day>?(?P<wday><wday>|<deictic|today>)){1,6}"
        "(?:<of|in>?{THEWEEK}|{REL}|(?P<set><of><every><unit>))?",
    ),
    (
        "weekdays",
        "(?P<wday><wday>)(?:<comma|and>{1,2}(?P<wday><wday>)){1,6}(?:<of|in>?{THEWEEK}|{REL}(?<=<past|next>))",
    ),
    (
        "wdaydays",
        "(?:<dual_head|plural|day>)?<wday>(?P<day>{DAYN})(?P<join><and|to|dash>)<day>?<wday>(?P<day>{DAYN})<of>?(?:{MONTH}(?:{REL})?"
        "(?:{ABSYEAR}|{RELYEAR})?|{THEMONTH})",
    ),
    (
        "days",
        "(?:<dual_head|plural|day>)?(?:<wday><and><wday>)?(?P<day>{DAYN})(?P<join>(?:<comma>?<and|or>|<comma>)<day>?(?P<day>{DAYN})){1,9}"
        "<of>?<month_head>?(?:{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?|{HMONTH}(?:{REL})?{HYEAR}?|{THEMONTH}|{BARE})",
    ),
    (
        "dayrange",
        "(?:<day|part>)?(?P<day>{DAYN})<of>?(?P<join><to>|<dash>|<slash>)<day>?(?P<day>{DAYN})"
        "<of>?<month_head>?(?:{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?|{HMONTH}(?:{REL})?{HYEAR}?|{THEMONTH}|{BARE})",
    ),
    (
        "weekday_set",
        "<every>(?:<day>)?(?P<wday><wday|wday_indef|card_day>)(?:<and>(?P<wday><wday|wday_indef|card_day>))?",
    ),
    ("weekday_set", "<part><every>(?:<day>)?(?P<wday><wday|wday_indef|card_day>)"),
    ("weekday_set", "<day>?(?P<wday><wday>)<of><every><unit>"),
    ("every", "(?:{MOD}|<part>)?<every>(?:{LENGTH})"),
    ("every", "<every>(?P<unit><season|ramadan|feast|feast_h>)"),
    ("weekday_set", "(?P<wday><wday>)(?P<join><to>)(?P<wday><wday>)<of><every><unit>"),
    ("yearly", "(?P<day>{DAYN})<of>?<month_head>?{MONTH}<of><every><year_head>"),
    ("yearly", "(?:<month_head>?){MONTH}<of><every><year_head>"),
    ("set_adverb", "(?P<set><set_adverb>)"),
    (
        "month",
        "(?:{MOD})?(?P<head><month_head>)?(?:{MONTH}|{HMONTH})(?:<comma>?{REL}|(?P<rel><previous|following>))?"
        "(?:{ABSYEAR}|{RELYEAR})?(?P<hmark><hijri_mark>)?",
    ),
    ("month", "(?:{MOD})?(?P<head><month_head>)?{MONTH}{SHORTYEAR}"),
    ("day", "<day>?(?P<day>{DAYN})<of>?{MONTH}{SHORTYEAR}"),
    ("season", "(?:{MOD})?(?P<season><season>){SHORTYEAR}"),
    ("month", "(?:{MOD})?(?P<head><month_head>)?{HMONTH}(?:{REL})?(?:<in>?{HYEAR}|{RELYEAR})"),
    ("month", "(?:{MOD})?(?P<head><month_head>)(?P<month><n12>)(?:{ABSYEAR}|{REL})"),
    ("month", "(?P<month><n12>)(?P<slash><slash>)(?P<year><year>)(?P<hmark><hijri_mark>)?"),
    ("month", "(?P<year><year>)(?P<slash><slash>)(?P<month><n12>)"),
    (
        "themonth",
        "(?:{MOD}|<ord_bare>)?(?:<the_month>(?P<mrel><past|next|current|same|following|previous|preceding_clause>)"
        "|(?P<mrel><demo|same_head|that>)<the_month>)(?:{RELYEAR}|{ABSYEAR})?|(?:{MOD}|<ord_bare>)<the_month>",
    ),
    (
        "hijri_months",
        "(?P<heads><dual_head|plural>)?{HMONTH}(?P<join><and|to|dash>){HMONTH}(?:{REL})?(?:{HYEAR}|{RELYEAR})?",
    ),
    (
        "months",
        "(?P<heads><dual_head|plural>)?(?P<month>{M}(?:(?:<slash>|){M}|<lpar>{M}<rpar>)?)"
        "(?P<join><and>|<to>|<dash>|<comma>)(?P<month>{M}(?:(?:<slash>|){M}|<lpar>{M}<rpar>)?)(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?",
    ),
    (
        "portion",
        "(?:{MOD})?(?P<nth><portion>)(?P<ord><ord_m|last_adj|ord_f>)"
        "(?:(?:<of|li>)?(?:{ABSYEAR}|{RELYEAR}|{FISCAL}|<of|li><the_year>|{HIJRIYEAR}))?",
    ),
    (
        "portion",
        "(?:{MOD})?(?P<nth><portion>)(?P<ord><ord_m|last_adj>)<of>(?:<month_head>?{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?|{THEMONTH})",
    ),
    (
        "portion",
        "(?:{MOD})?(?P<nth><portion>)(?P<ord><ord_m|last_adj>)<of><month_head>?{HMONTH}(?:{REL})?(?:{HYEAR}|{RELYEAR})?",
    ),
    ("portion", "(?:{MOD})?(?P<nth><portion>)(?P<ord><ord_m|last_adj>)<of>{CENTURY}"),
    ("portion", "(?:{MOD})?(?P<nth><portion>)(?P<ord><ord_m|last_adj>)(?P<told><its>)"),
    (
        "portions",
        "(?:{MOD})?(?P<nth><portion|portions>)(?P<ord><ord_m>)<and><portion>?(?P<ord><ord_m|last_adj>)"
        "(?:(?:<of|li>)?(?:{ABSYEAR}|{RELYEAR}|<of|li><the_year>))?",
    ),
    (
        "tendays",
        "(?P<nth><ten_days>)<of><month_head>?(?:{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?"
        "|{HMONTH}(?:{REL})?(?:{HYEAR}|{RELYEAR})?|{THEMONTH})",
    ),
    ("portion", "(?:{MOD})?(?P<nth><portion>)(?P<rel><past|next|current|previous>)"),
    (
        "firstmonths",
        "(?P<plural><plural_def|dual_def>)(?P<amount><card_def>)?(?P<ord><ord_f|ord_m|word>)<of>(?:{ABSYEAR}|{RELYEAR}|{FISCAL})",
    ),
    (
        "firstmonths",
        "<article>?(?P<amount><n12|card|card_def>)(?P<plural><plural|unit>)(?P<ord><ord_f>)<of>(?:{ABSYEAR}|{RELYEAR})",
    ),
    (
        "firstmonths",
        "(?P<ord><ord_bare>)<article>?(?P<amount><card|n12>)<plural>(?:<of>(?:{ABSYEAR}|{RELYEAR}|<the_year>))",
    ),
    (
        "year",
        "(?:{MOD}|{APPROX})?{YEARHEAD}(?:<article>)?(?P<year><year|spelled_year>)(?P<ce><ce|bce>)?(?P<hmark><hijri_mark>)?",
    ),
    (
        "year",
        "(?:{MOD}|{APPROX})?{YEARHEAD}(?:<article>)?(?P<year><n12|n24|n31|n99|n999|card|ord_f|num>)(?:(?P<hmark><hijri_mark>)|(?P<ce><ce|bce>))",
    ),
    ("year", "(?:{MOD})?{YEARHEAD}(?P<year><n31|n99|n999|card>)"),
    ("year", "(?P<year><year|n999|n12|n24|n31|n99>)(?:(?P<hmark><hijri_mark>)|(?P<ce><bce>))"),
    ("year", "(?P<year><num>)(?P<ce><bce>)"),
    ("year", "(?P<year><year|n999|num>)<year_head|unit>(?P<ce><bce>)"),
    ("year", "(?:{MOD})?(?P<year><year>)(?P<ce><ce>)?"),
    ("year", "<what><before|after>{YEARHEAD}?(?P<year><year>)"),
    ("year", "(?P<war><article>?(?P<year><n99>))"),
    ("year", "(?P<year><n999>)(?P<ce><ce>)"),
    ("year", "(?:{MOD})(?P<year><spelled_year>)"),
    (
        "theyear",
        "(?:{MOD}|<ord_bare>)?(?:<the_year>(?P<yrel><past|next|current|same|following|previous|preceding_clause>)"
        "|(?P<yrel><demo|same_head|that>)<the_year>)(?P<abs><year>(?:<ce>|(?P<hmark><hijri_mark>))?)?",
    ),
    ("theyear", "(?:{MOD}|<ord_bare>)<the_year>"),
    (
        "yearday",
        "(?:(?P<nth><ord_bare|last>)<day>|<today>(?P<nth><ord_m|last_adj>))<of|in>"
        "(?:{ABSYEAR}|{RELYEAR}|<the_year>(?P<yrel><new>)?)",
    ),
    (
        "theyear",
        "(?:{MOD})?<the_year>(?P<era><ce>|(?P<hmark><hijri_mark>))"
        "(?P<yrel><past|next|current|new|same|following|previous>)?(?P<abs><year><ce|hijri_mark>?)?",
    ),
    ("theyear", "(?:{MOD})?<the_year>(?P<yrel><new>)(?P<abs><year><ce>?)?"),
    (
        "years",
        "(?P<heads><year_head|the_year>)(?P<item>{YEARS})(?P<join><dash|slash>)(?P<item>{YEARS})(?P<hmark><hijri_mark>)?",
    ),
    (
        "years",
        "(?P<heads><dual_head|dual_def|plural|plural_def|season_head>)?(?:(?<=<plural|plural_def|dual_def>)(?:(?P<inner><between>)|<of>))?(?P<item>{YEARS})<ce>?"
        "(?:(?P<join><and>|<to>|<dash>|<slash>|<comma>)<year_head|the_year|article>?(?P<item>{YEARS})<ce>?){1,6}(?P<ce><bce>)?(?P<hmark><hijri_mark>)?",
    ),
    (
        "years",
        "(?P<heads><dual_head|dual_def|plural|plural_def>)<between>?(?P<item><n12|n24|n31|n99|n999>)"
        "(?P<join><and>|<to>|<dash>)(?P<item><n24|n31|n99|n999|year>)(?P<ce><ce|bce>)?(?P<hmark><hijri_mark>)?",
    ),
    (
        "years",
        "(?P<item><n12|n24|n31|n99|n999>)<ce>?(?P<join><and>|<to>|<dash>)(?P<item><n24|n31|n99|n999|year>)(?P<ce><ce|bce>|<hijri_mark>)",
    ),
    (
        "season_years",
        "(?:{MOD})?(?P<head><season_year|season_head|the_season>)(?:<word|new>|(?P<yrel><past|next|current>))?(?P<item><year|n24|n31>)(?P<join><dash|slash>)(?P<item><year|n24|n31|n12>)(?:<ce>|(?P<hmark><hijri_mark>))?",
    ),
    ("season_years", "(?:{MOD})?(?P<head><season_head>)(?P<item><year>)(?:<ce>|(?P<hmark><hijri_mark>))?"),
    (
        "season_years",
        "(?:{MOD})?(?P<head><season_year|the_season>)(?P<yrel><past|next|current|following|previous|same>)?(?:(?P<item><year>)(?P<hmark><hijri_mark>)?)?",
    ),
    ("season_years", "(?:{MOD})?(?P<yrel><demo>)(?P<head><season_year|the_season>)"),
    ("week", "(?:{MOD})?{THEWEEK}|{MOD}<the_week>"),
    (
        "weekofmonth",
        "(?:<the_week>(?P<nth><ord_m|last_adj>)|(?P<nth><ord_bare|last>)(?P<unit><unit>))"
        "<of|in>(?:<month_head>?{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?|<month_head>?{HMONTH}(?:{REL})?{HYEAR}?|{THEMONTH})",
    ),
    ("current", "(?P<unit><the_week|the_month|the_year>)"),
    (
        "firstdays",
        "(?P<plural><plural_def>)<article>?(?P<amount><card_def|n12|n24>)(?P<ord><ord_f|recent>)<of>"
        "<month_head>?(?:{MONTH}(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?|{HMONTH}(?:{REL})?(?:{HYEAR}|{RELYEAR})?|{THEMONTH})",
    ),
    ("weekend", "(?:{MOD})?(?P<weekend><weekend>)(?P<wrel><past|next|current|same|following|previous>)?"),
    (
        "decade",
        "(?:{MOD})?<decade_head|the_decade|plural>?(?P<decade><decade>)(?:<of>?{CENTURY})?",
    ),
    (
        "decades",
        "(?P<decade><decade>)(?:<of>?<the_century>{REL})?<and>(?P<decade><decade>)(?:<of>?<the_century>{REL})?",
    ),
    (
        "thedecade",
        "(?:{MOD})?<the_decade>(?P<rel><past|next|current|previous>)|(?:{MOD})?(?P<rel><demo>)<the_decade>",
    ),
    ("century", "(?:{MOD})?{CENTURY}"),
    ("century", "{MOD}<the_century>"),
    ("decadeof", "(?:{MOD})?<the_decade>(?P<ord><ord_m|last_adj>)<of>{CENTURY}"),
    (
        "millennium",
        "(?:{MOD})?<the_millennium>(?P<ord><ord_f>)(?P<ce><bce|ce>)?|{MOD}<the_millennium><new|current>?",
    ),
    (
        "centuries",
        "(?P<heads><dual_def|the_centuries>)(?P<century><article>?<n12|n24>|<ord_m|tens_def>)<and>(?P<century><article>?<n12|n24>|<ord_m|tens_def>)"
        "(?P<bce><bce>)?(?:<ce>|(?P<hmark><hijri_mark>))?",
    ),
    (
        "season",
        "(?:{MOD})?(?P<shead><season_noun|season_head>)?(?P<season><season>)(?:<article>|)(?:{REL}|{ABSYEAR}|{RELYEAR})?",
    ),
    ("season", "(?:{MOD})?(?P<shead><plural>)(?P<season><season>)(?:{REL}|{ABSYEAR}|{RELYEAR})?"),
    ("season", "(?P<srel><demo>)(?P<season><season>)"),
    (
        "feast",
        "(?:{MOD})?(?:<part>?(?P<nth><ord_bare>)<plural|day>|(?P<eve><last|part>)(?:<plural|day>)?)?(?P<feast><feast|feast_h>)(?:{REL})?(?:<comma>?{ABSYEAR}(?!<hijri_mark>)|{HYEAR}|{RELYEAR})?",
    ),
    ("feast", "(?:<part>?(?P<nth><ord_bare>)<plural>|<part>?<day>|<part>)(?P<feast><feast_any>)"),
    ("offset", "(?P<dir><before|after|since>){APPROX}?{LENGTH}(?P<tail><roughly|passed>)?{BACK}?"),
    ("offset", "(?P<dir><before|after|since>){APPROX}?{LENGTH}{ORMORE}{BACK}?"),
    (
        "offset",
        "(?P<dir><before|after|since>){APPROX}?(?P<amount><n12|n24|n31|n99|card>)<or><n12|n24|n31|n99|card>"
        "(?P<unit><unit|day|year_head|month_head|plural>){BACK}?",
    ),
    (
        "offset",
        "(?P<dir><before|after|since>){APPROX}?{LENGTH}<and>(?:(?P<amount2><n12|n24|n31|card>)(?P<unit2><unit|plural|day>)|(?P<dual2><dual>))",
    ),
    ("offset", "(?P<dir><before|after>)(?P<anchor><that>)<bi>{APPROX}?{LENGTH}"),
    ("offset", "(?P<dir><before|after|since>){APPROX}(?P<dual><dual_def>)"),
    ("duration", "{SINGLE}(?P<one><card>)"),
    ("offset", "(?P<after_it><after_it>)<bi>{APPROX}?{LENGTH}"),
    ("offset", "{LENGTH}(?P<dir><before|after>)(?P<anchor><that>)"),
    (
        "vague_offset",
        "(?P<dir><before|after|since>)(?P<few><word>)?(?P<plural><plural|plural_def>)(?:<passed>|<and|or><plural>)?",
    ),
    ("vague_offset", "(?P<dir><before|after|since>)(?P<plural><plural>)(?P<few><word>)<passed>?"),
    (
        "window",
        "<article>?(?P<amount><n12|n24|n31|n99|n999|num|card|card_def|tens_def>)(?P<unit><unit|day|year_head|month_head|plural>)"
        "(?P<rel><past|next|recent|previous>|<ord_f>)",
    ),
    (
        "window",
        "<article>?(?P<amount><n12|n24|n31|n99|card|card_def>)(?P<unit><plural_def>)(?P<rel><past|next|recent|previous>)",
    ),
    (
        "window",
        "(?P<unit><plural_def>)<article>?(?P<amount><n12|n24|n31|n99|n999|num|card|card_def|tens_def>)(?P<rel><past|next|recent|previous>)",
    ),
    (
        "window",
        "(?P<rel><last>)<article>?(?P<amount><n12|n24|n31|n99|n999|card>)(?P<unit><unit|day|year_head|plural>)",
    ),
    ("window", "(?P<fraction><fraction>)(?P<unit><the_century>)(?P<rel><past|next|recent>)"),
    ("window", "(?P<dual><dual_def>)(?P<rel><past|next|recent|previous>)"),
    ("window", "(?P<unit><the_year|the_decade|the_month|the_week>)(?P<rel><recent|last_adj>)"),
    (
        "vague_window",
        "(?P<plural><plural_def>)(?:<and|or><plural_def>)?(?P<few><word>)?(?P<rel><past|next|current|recent|previous|following>)",
    ),
    ("vague_window", "(?P<plural><plural>)(?P<rel><word|passed>)"),
    ("vague_window", "(?P<rel><demo>)(?P<plural><plural_def>)"),
    (
        "duration",
        "{APPROX}?{AMOUNT}(?P<unit><unit|day|year_head|month_head|plural>)(?:<and>(?:(?P<extra><fraction>)<hour_head|the_year|the_month|today>?"
        "|(?P<amount2><n12|n24|n31|n99|card>)(?P<unit2><unit|plural|day>)|(?P<dual2><dual>)|(?P<unit2><unit>)))?",
    ),
    (
        "duration",
        "{APPROX}?(?P<dual><dual>)(?:<and>(?:(?P<extra><fraction>)<hour_head|the_year|the_month|today>?|(?P<amount2><n12|n24|n31|n99|card>)(?P<unit2><unit|plural|day>)"
        "|(?P<unit2><unit|day|month_head>)))?",
    ),
    (
        "duration",
        "(?:{AMOUNT}(?P<unit><unit|day|year_head|month_head|plural>)|(?P<dual><dual>)|(?P<fraction><fraction>)(?P<unit><unit>))<roughly>",
    ),
    ("duration", "{APPROX}?{LENGTH}{ORMORE}"),
    ("duration", "{APPROX}{SINGLE}"),
    (
        "duration",
        "{APPROX}?(?P<least><n12|n24|n31|n99|card>)<to|dash><article>?(?P<amount><n12|n24|n31|n99|card>)"
        "(?P<unit><unit|plural|year_head|month_head|day>)",
    ),
    (
        "duration",
        "{APPROX}?(?P<amount><n12|n24|n31|n99|card>)<or><n12|n24|n31|n99|card>"
        "(?P<unit><unit|day|year_head|month_head|plural>)",
    ),
    ("duration", "{APPROX}?(?P<fraction><fraction>)(?P<unit><unit|year_head|month_head|day|the_century>)"),
    (
        "duration",
        "(?:{APPROX}?{SINGLE}<and>(?:(?P<extra><fraction>)<hour_head|the_year|the_month|the_week|today>?|(?P<amount2><n12|n24|n31|card>)(?P<unit2><unit|plural|day>)"
        "|(?P<dual2><dual>))|{APPROX}?(?P<unit><decade_head|unit>)<of>(?P<time><time_itself>))",
    ),
    (
        "duration",
        "{AMOUNT}(?P<unit><unit|day|year_head|month_head|plural>)<of><time_itself>|(?P<dual><dual>)<of><time_itself>",
    ),
    ("duration", "(?P<unit><unit>)"),
    (
        "lasting",
        "(?:<lasting|throughout|during>)<li>?{APPROX}?{SINGLE}(?:<and>(?:(?P<extra><fraction>)<hour_head|the_year|the_month|the_week|today>?"
        "|(?P<amount2><n12|n24|n31|card>)(?P<unit2><unit|plural|day>)|(?P<dual2><dual>)))?",
    ),
    ("vague", "(?P<vague><vague|earlier>)"),
    ("times", "<card|n12>?<times><card>?<in>(?P<unit><the_week|the_month|the_year|today>)"),
    ("every", "<every>(?P<unit><part|tonight>)"),
    ("weekday_set", "<plural>(?P<wday><wday>)(?!<and|comma|past|next|wday|n12|n24|n31>)"),
    ("monthly", "(?P<day>{DAYN})<of><every><month_head>"),
    (
        "day",
        "<day>?(?P<day><article>?<n12|n24|n31>)<lpar>(?P<month>{M})<rpar>(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?",
    ),
    ("day", "<day>?(?P<dm><n12|n24|n31><slash><n12>)(?:{REL})?"),
    ("day", "(?P<day><ord_bare>)<month_head>?(?:{MONTH}|{HMONTH})(?:{REL})?(?:{ABSYEAR}|{RELYEAR})?"),
    (
        "season_years",
        "<season_head>?<season>(?P<item><year>)<ce>?(?P<join><dash|slash>)(?P<item><year|n24|n31|n12>)<ce>?",
    ),
)
_PLACE = regex.compile(r"\{([A-Z]+)\}")
_CLASS = regex.compile(r"(?<!\?P)<([a-z0-9_|]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the name of what it reads."""

    name: str
    pattern: regex.Pattern[str]


def _expand(template: str) -> str:
    while found := _PLACE.search(template):
        template = template[: found.start()] + "(?:" + PARTS[found[1]] + ")" + template[found.end() :]
    return template


def _classes(found: regex.Match[str]) -> str:
    return "[" + "".join(CLASSES[name] for name in found[1].split("|")) + "]"


def compile_rule(template: str) -> regex.Pattern[str]:
    """A pattern over class characters from its template."""
    expanded = _expand(template.replace("\n", ""))
    return regex.compile(_CLASS.sub(_classes, expanded))


@cache
def rules_by_class() -> dict[str, tuple[Rule, ...]]:
    """For each class character the rules an expression beginning with it may follow."""
    rules = [Rule(name, compile_rule(template)) for name, template in RULES]
    table: dict[str, tuple[Rule, ...]] = {}
    for character in CLASSES.values():
        able = tuple(rule for rule in rules if rule.pattern.fullmatch(character, partial=True))
        if able:
            table[character] = able
    return table
