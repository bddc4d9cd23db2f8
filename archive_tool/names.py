"""How the characters of a personal name may be read: the surname's right reading first, then every reading people try.

Loads pypinyin (some 150 ms), so whoever only searches does not import this: the index keeps the readings.
"""

from functools import cache
from typing import Final

from pypinyin import Style, pinyin

_SURNAME_LENGTH: Final = 2  # at most: 尉迟
# Surnames that read otherwise than the word they also are, and the misreadings that are common (the first is right as a
# surname). What pypinyin knows besides is added. Sources: 现代汉语词典 and 中国姓氏大辞典 readings, general knowledge.
_SURNAMES: Final = (
    "单 shan dan chan,解 xie jie hai,查 zha cha,仇 qiu chou,区 ou qu,曾 zeng ceng,翟 zhai di ze yao,缪 miao mou miu,"
    "盖 ge gai he,朴 piao pu,尉 yu wei,迟 chi,万 wan mo,俟 qi si,任 ren,华 hua,宁 ning,燕 yan,纪 ji,葛 ge,"
    "乐 yue le yao,"
    "员 yun yuan,种 chong zhong,召 shao zhao,折 she zhe,黑 he hei,秘 bi mi,那 na,哈 ha,应 ying,佘 she yu,"
    "冼 xian xi,洗 xian xi,覃 qin tan xun,谌 chen shen zhan,隗 wei kui gui,郗 xi chi,郄 qie xi que,逄 pang feng jiang,"
    "眭 sui gui mu,亓 qi kai yuan,仝 tong quan,妫 gui wei,芮 rui nei,缑 gou hou,昝 zan jiu,訾 zi,阚 kan gan,逯 lu,"
    "庹 tuo du chi,乜 nie mie,厍 she ku,宓 mi fu,祭 zhai ji,句 gou ju,车 che ju,费 fei bi,牟 mu mou,柏 bai bo,"
    "薄 bo bao,贾 jia gu,曲 qu,要 yao,干 gan,过 guo,阙 que,邰 tai,靳 jin,晁 chao,臧 zang cang,藏 zang cang,濮 pu,"
    "褚 chu zhu,殷 yin,尹 yin yi,郝 hao,嵇 ji,笪 da dan,钭 tou dou,殳 shu,澹 tan dan zhan,台 tai,长 zhang chang,"
    "令 ling,行 xing hang,盛 sheng cheng,石 shi dan,卜 bu,俞 yu shu,於 yu,于 yu,郇 xun huan,邸 di,毋 wu mu,舍 she,"
    "鲜 xian,重 chong zhong,相 xiang,幺 yao,禚 zhuo gao,撒 sa,瞿 qu ju,蒯 kuai,郦 li,酆 feng,夔 kui,沈 shen chen,"
    "肖 xiao,萧 xiao,尧 yao rao,宿 su xiu,繁 po fan,不 fou bu,适 kuo shi,谷 gu yu,强 qiang jiang,能 nai neng,"
    "呙 guo wai,逢 pang feng,戴 dai,颉 xie jie,佟 tong dong,郏 jia,郜 gao,郐 kuai,亢 kang hang,佴 nai er,"
    "贲 ben bi fen,莘 shen xin,郤 xi que,蔚 yu wei,仉 zhang ji kang,璩 qu ju,睢 sui ju,雒 luo,阮 ruan yuan,裴 pei fei,"
    "毌 guan wu mu,蹇 jian sai,庾 yu,胥 xu,邬 wu,鄢 yan,空 kong,都 du dou,后 hou,乘 sheng cheng,盍 he ke,"
    "谯 qiao jiao,郈 hou,闾 lv,麴 qu,糜 mi,暨 ji ju,甫 fu pu,父 fu,栾 luan,邴 bing,扈 hu,晏 yan,郎 lang,荀 xun,"
    "贠 yun zhen yuan,芈 mi yang,邝 kuang guang,"
    "詹 zhan,舒 shu,滕 teng,巩 gong,祝 zhu,粘 nian zhan,咎 jiu gao,揭 jie,占 zhan,候 hou,哱 bo po,拓 tuo ta,"
    "谭 tan qin,鞠 ju,亳 bo hao,郓 yun,茹 ru,苻 fu pu,蒲 pu,逮 dai"
)
# Given names: characters commonly misread by their half, and polyphones whose second reading is usual in names.
_GIVEN: Final = (
    "晟 sheng cheng,赟 yun bin,偲 si cai,彧 yu huo,烨 ye hua,喆 zhe ji,祎 yi wei,垚 yao tu,骁 xiao yao,妤 yu shu,"
    "芃 peng fan,茜 qian xi,莘 shen xin,筠 yun jun,璠 fan pan,琛 chen shen,頔 di you,婧 jing qing,翀 chong yu zhong,"
    "旻 min wen,玥 yue,珺 jun,堃 kun fang,甯 ning,炜 wei,玮 wei,煊 xuan,暄 xuan,昱 yu li,奕 yi,翊 yi yu,"
    "湛 zhan shen,瑾 jin,昕 xin,炅 jiong gui,劼 jie ji,勍 qing jing,苒 ran,菡 han,萱 xuan,蓁 zhen qin,曦 xi,羲 xi,"
    "颢 hao jing,瀚 han,灏 hao,淇 qi,沅 yuan,泓 hong,汩 gu mi,氐 di,璟 jing,琨 kun,瑜 yu,珩 heng hang,珏 jue yu,"
    "琰 yan,璐 lu,嵘 rong,峥 zheng,屹 yi qi,恺 kai,恪 ke ge,悌 ti di,惇 dun chun,憬 jing,乐 le yue,行 xing hang,"
    "朝 chao zhao,传 chuan zhuan,重 zhong chong,长 chang zhang,参 shen can cen,调 diao tiao,都 du dou,冠 guan,"
    "好 hao,和 he,还 huan hai,降 xiang jiang,觉 jue jiao,强 qiang,省 xing sheng,盛 sheng cheng,为 wei,兴 xing,"
    "中 zhong,柏 bai bo,大 da dai,度 du duo,更 geng,率 shuai lv lu li,识 shi zhi,宿 su xiu,校 xiao jiao,咏 yong,"
    "仔 zi zai,阿 a e,莎 sha suo,娜 na nuo,露 lu lou,予 yu,少 shao,载 zai,佛 fo fu,伽 jia qie,涌 yong,塞 sai se,"
    "泊 bo po,见 jian xian,说 shuo yue,殷 yin yan,叶 ye xie,玚 chang yang,梓 zi xin,楷 kai jie,栩 xu yu,"
    "熠 yi xi,铄 shuo le,锴 kai jie,霁 ji qi,皓 hao gao,轶 yi die,郴 chen lin,澍 shu peng,漪 yi qi,沁 qin xin,"
    "焘 tao dao shou,琮 cong zong,琤 cheng zheng,甫 fu pu,筱 xiao you,翃 hong gong,苡 yi si,菁 jing qing,"
    "蓓 bei pei,豫 yu xiang,钊 zhao dao,隽 jun juan,靓 liang jing,颀 qi xi,馨 xin sheng,骞 qian jian,鹄 hu gu hao,"
    "禛 zhen,祯 zhen,珣 xun,洵 xun,泠 ling leng,滢 ying,粼 lin,邈 miao mao,谟 mo,翎 ling,翚 hui,贇 yun bin,菲 fei,"
    "蔓 man wan,荟 hui,荷 he,芊 qian,葳 wei,蕊 rui,蕤 rui,龑 yan long,昶 chang yong,晔 ye hua,曜 yao,"
    "旸 yang chang,昫 xu ju,暾 tun dun,炘 xin,焱 yan,煜 yu,燚 yi,犇 ben niu,猗 yi qi,昇 sheng,阗 tian,闳 hong,"
    "韬 tao,韫 yun wen,颉 jie xie,飒 sa,骢 cong,骐 qi,鹍 kun,麾 hui,镝 di,镕 rong,铠 kai,铮 zheng,钰 yu,逵 kui,"
    "逯 lu,适 shi kuo,迪 di,诩 xu yu,诣 yi zhi,谧 mi,谡 su ji,豁 huo,赓 geng,赪 cheng,臻 zhen qin"
)


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """For each character of a name the ways it may be read, small Latin letters without tones, likeliest first.

    A character that has no reading (a dot, a Latin letter) has itself, in small letters.
    """
    return tuple(_of_character(char, first=number < _SURNAME_LENGTH) for number, char in enumerate(name))


@cache
def _of_character(char: str, *, first: bool) -> tuple[str, ...]:
    """First or second character: perhaps the surname (尉迟), so that its readings lead."""
    tables = (_table(_SURNAMES), _table(_GIVEN)) if first else (_table(_GIVEN), _table(_SURNAMES))
    known = [reading for table in tables for reading in table.get(char, ())]
    dictionary = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    all_of_them = [*known, *(dictionary[0] if dictionary else ())] or [char.lower()]
    return tuple(dict.fromkeys(spelling for reading in all_of_them for spelling in _spellings(reading)))


def _spellings(reading: str) -> tuple[str, ...]:
    """ü is typed as v, as u, and stands in passports as yu (吕: lv, lu, lyu)."""
    if "v" not in reading:
        return (reading,)
    return reading, reading.replace("v", "u"), reading.replace("v", "yu")


@cache
def _table(written: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in written.split(","))
    return {char: tuple(read) for char, *read in entries}
