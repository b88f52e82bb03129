# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a Mandarin or a Cantonese syllable is spelled in Latin letters, by rule.

Mandarin: pinyin, Wade-Giles with and without its apostrophes, Tongyong, the spellings of Taiwan's older passports.
Cantonese: Jyutping and what the Hong Kong government and its people write, which follows habits and no standard.
"""

import itertools
import re
from collections.abc import Iterator

from safehold.core.names.tables import read_lists

_INITIAL = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)$")

_WADE_INITIALS = read_lists(
    """
    b=p p=p' d=t t=t' g=k k=k' j=ch q=ch' x=hs,sh zh=ch ch=ch' r=j z=ts,tz c=ts',tz'
    """
)
_WADE_FINALS = read_lists(
    """
    ian=ien ie=ieh iong=iung ong=ung e=e,o,eh uo=o,uo ve=ueh ue=ueh v=u i=i ui=ui,uei iu=iu,iou er=erh
    """
)
_WADE_WHOLE = read_lists(
    """
    zhi=chih chi=ch'ih shi=shih ri=jih zi=tzu,tsu ci=tz'u,ts'u si=ssu,szu,sze yi=i,yi,yih yan=yen ye=yeh
    you=yu,yiu yong=yung yue=yueh er=erh he=ho ge=ko ke=k'o gui=kuei kui=k'uei ju=chu qu=ch'u xu=hsu e=o,e
    yai=yai gong=kung guo=kuo kuo=k'uo huo=huo shuo=shuo jue=chueh,chuo xue=hsueh
    """
)
_TONGYONG = {"zh": "jh", "q": "c", "x": "s"}
_TAIWAN = read_lists(
    """
    zh=j q=ch x=sh,hs c=ts z=tz j=j,ch
    """
)
_TAIWAN_WHOLE = read_lists(
    """
    xi=shyi,shi,hsi,si ping=pyng,pin dun=den,duen,tuen lun=luan,luen,luen sun=suen yi=yih,ih,ie
    qi=chyi,chi,ci jing=jyng,ching,jin qing=chyng,ching,cing ting=tyng lin=lin,linn,ling
    xing=shyng,shing,sing zhi=jhih,jr,jyh,chi chi=chih,chr shi=shih,shr,shyh ri=rih,zih zi=zih,tz ci=cih,tsz
    si=sih,sz jiu=jeou,jiou,chiou xu=syu,shyu qu=cyu ju=jyu yu=yu,yuh wen=wun feng=fong,fung weng=wong
    xiao=shiau,siao jie=jye,chieh,jieh ying=ing,yin zhe=che,jer rui=ruey,jui zhong=jong,jung you=yow,yeou
    xin=shin,sing yin=ying cheng=cherng zhen=jen hui=huei,hwei hua=hwa guang=kwang gui=kwei guan=kwan
    huang=hwang liu=liou jun=jiun,chun yun=yunn ming=min long=lung de=der,teh guo=kwo,gwo er=err
    """
)

_CANTON_INITIAL = re.compile(r"^(ng|gw|kw|[bpmfdtnlgkhwzcsj]?)(.*)$")
_CANTON_INITIALS = read_lists(
    """
    b=p,b d=t,d g=k,g gw=kw,gw,ku,qu kw=kw,qu ng=ng, z=ch,ts,j,tz,z c=ch,ts,c s=s,sh j=y,j =,ng n=n,l k=k,c
    """
)
_CANTON_FINALS = read_lists(
    """
    aa=a,ah,ar aai=ai,aai aau=au,aau aam=am,aam aan=an,aan aang=ang,aang aap=ap aat=at aak=ak ai=ai,ei,ay
    au=au,ow am=am,um an=an,un ang=ang,ung ap=ap,up at=at,ut ak=ak,uk,ack e=e,eh,er,ay ei=ei,i,ee,ay,e,y
    eng=eng,ing,iang ek=ek,ik i=i,ee,ie,y iu=iu,ew o=o,or,oh oi=oi,oy ou=o,ou,u,oe ok=ok,ock oe=oe,eu
    oeng=eung,oeung,eong,iong oek=euk,eok,oek,ok eoi=ui,eui,oi,oy eon=un,eun,on eot=ut,eut u=u,oo
    ui=ui,oi,ooi un=un,oon ut=ut,oot yu=u,ue,ee,yu yun=uen,un,yun yut=uet,ut,yut ik=ik,ick ing=ing,eng
    in=in,een,en im=im,eem ung=ung,oong uk=uk,ook
    """
)
_CANTON_WHOLE = read_lists(
    """
    si=sze,see,sy,sz,ze zi=tsz,tse,tze,chi,chee,jee,tsi,zee,gee ci=tsz,chi,chee,tse,chih mau=mau,mo,mou
    m=ng,m ng=ng,m,um jan=yan,yun,ian jing=ying,ing,yin jip=yip,ip jat=yat,yut je=ye,yeh gwok=kwok,kuok
    jyu=yu,yue,u jyun=yuen,un,yun,yuan jyut=yuet,yut joeng=yeung,young,ieong,yong zyu=chu,jue,tsu
    syu=shu,shue,sue cyu=chu,chue hei=hei,hay,hey,hee,hi gei=kei,kee,ki,gay keoi=kui,koi heoi=hui,hoi
    bo=bor,po,por seoi=shui,sui,soy zeon=chun,jun,tsun,tseun wui=wui,ui wu=wu,woo fu=fu,foo
    ji=yi,yee,i,ee,yu zau=chow,chau,jau caa=char,cha daai=tai,dai ze=che,tse,jeh ce=che,tse ngai=ngai,ai
    oi=oi,ngoi,oy on=on,ngon ngo=ngo,ngor,o joek=yeuk,yok jung=yung,young jin=yin,in jau=yau,yow,iao
    jam=yam,yum cing=ching,ting,chin
    """
)


def spell_mandarin(syllable: str) -> Iterator[str]:
    """Every spelling of a pinyin syllable (ü written v), with apostrophes where the system writes them."""
    flat = syllable.replace("v", "u")
    yield flat
    if "v" in syllable:
        yield syllable.replace("v", "yu")
        yield syllable
    yield from _WADE_WHOLE.get(syllable, ())
    yield from _TAIWAN_WHOLE.get(syllable, ())
    initial, final = split_mandarin(syllable)
    if syllable not in _WADE_WHOLE or syllable in {"ju", "qu", "xu"}:
        for first, rest in itertools.product(
            _WADE_INITIALS.get(initial, [initial]), _WADE_FINALS.get(final, [final])
        ):
            yield first + rest.replace("v", "u")
    if initial in _TONGYONG and initial + final not in _TAIWAN_WHOLE:
        yield _TONGYONG[initial] + flat[len(initial) :]
    for first in _TAIWAN.get(initial, ()):
        yield first + flat[len(initial) :]


def split_mandarin(syllable: str) -> tuple[str, str]:
    """Initial and final of a pinyin syllable."""
    found = _INITIAL.match(syllable)
    return (found[1], found[2]) if found else ("", syllable)


def split_cantonese(syllable: str) -> tuple[str, str]:
    """Initial and final of a Jyutping syllable."""
    found = _CANTON_INITIAL.match(syllable)
    if not found or not found[2]:
        return "", syllable
    return found[1], found[2]


def spell_cantonese(syllable: str) -> Iterator[str]:
    """Every usual spelling of a Jyutping syllable."""
    yield syllable
    yield from _CANTON_WHOLE.get(syllable, ())
    initial, final = split_cantonese(syllable)
    firsts = _CANTON_INITIALS.get(initial, [initial])
    if initial == "j" and final.startswith("yu"):
        firsts, final = ["y"], final[1:]
    for first, rest in itertools.product(firsts, _CANTON_FINALS.get(final, [final])):
        if first == "c" and rest[:1] in "eiy":
            continue
        yield first + rest
