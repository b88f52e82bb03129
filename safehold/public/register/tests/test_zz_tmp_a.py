import pytest, itertools
from django.test import Client
from safehold.public.register.tests.published import Filed, Press
from safehold.public.register.tests.conftest import press  # noqa
from safehold.public.register.tests.registrant import Registrant
@pytest.mark.django_db(transaction=True)
def test_fuzz(press):
    f=Filed(); press.file(f, registrant_name="<script>alert(1)</script>\u202e]]>&\"'", purpose="=cmd|' /C calc'!A0 \u0085 ]]> {{ 7*7 }} {% load x %}"); press.file(f,"amendment",version=2,terms="x"*8000); press.sign()
    c=Client(raise_request_exception=False)
    big=["0","-1","1e9","99999999999999999999999999","9"*400,"٣","1/../../x","%2e%2e/%2e%2e/etc/passwd","..","null","\x00","000.p/0","000.p/257","000.p/01","x001/000","٠٠٠","000.p/٢"]
    bad=[]
    for b in big:
        for p in (f"/en/register/entries/{f.entry}/{b}",f"/en/register/entries/{f.entry}/{b}/proof",f"/register/entries/{f.entry}/{b}.json",f"/register/log/tile/0/{b}",f"/register/log/tile/{b}/000",f"/register/log/tile/entries/{b}",f"/register/data/{b}",
          f"/en/register/?below={b}",f"/en/register/entries/{f.entry}?on={b}",f"/en/register/entries/{f.entry}/differences?before={b}&after={b}",f"/en/register/who/{f.registrant}?below={b}&on={b}",f"/en/register/feed?words={b}",f"/en/register/?words={b}&country={b}&kind={b}&state={b}",
          f"/register/api/v1/entries?words={b}",f"/register/api/v1/entries?below={b}",f"/register/api/v1/leaves?after={b}",f"/register/api/v1/leaves/{b}",f"/register/api/v1/log/proof?index={b}", f"/en/register/alerts?words={b}&kind={b}", f"/en/register/alerts/stop/{b}", f"/en/register/alerts/confirm/{b}"):
            r=c.get(p)
            if r.status_code>=500: bad.append((r.status_code,p))
            if "tile" in p and r.status_code==200: print("OK",p)
            if b"<script>alert" in (b"".join(r.streaming_content) if r.streaming else r.content) and "json" not in r["Content-Type"]: bad.append(("xss",p))
    ruth=Registrant().join()
    for b in big:
        for m in ("get","post"):
            for path in (f"filings/answer/{b}/reply",f"filings/{f.entry}/step/{b}"):
                try: r=getattr(ruth,m)(path)
                except Exception as e: bad.append((repr(e)[:80],path)); continue
                if r.status_code>=500: bad.append((r.status_code,path))
    import time
    for q in (" ".join(map(chr,range(0x61,0x7b)))+" "+" ".join(f"a{i}" for i in range(80)), "中"*300, "་".join("ཀ"*1 for _ in range(150)), "a"*300, "\u0300"*300, "ﷺ"*300):
        t=time.process_time(); r=c.get("/en/register/",{"words":q}); dt=time.process_time()-t
        from django.db import connection
        print(r.status_code, round(dt,3), len(q))
    x=c.get("/en/register/feed").content
    import xml.dom.minidom as m; m.parseString(x)
    print(bad); assert not bad
