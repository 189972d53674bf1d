import sys, json, os, time
sys.path.insert(0,'/work/h/references'); sys.path.insert(0,'/root/refs')
from pathlib import Path
import spacy
from worker.nlp.documents import article_doc, findings, DocEntity, DocAttribution, TITLE_SEPARATOR, text_order
from worker.nlp.english.tokenizing import BoundedTokenizer
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.titles import titles_before, gender_said
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.names import parts
nlp=spacy.blank("en"); nlp.tokenizer=BoundedTokenizer(nlp.tokenizer)
rows={}
for n in("train","dev"):
    for l in open(f'/work/shared/data/stances/{n}.jsonl'):
        r=json.loads(l); rows[r["id"]]=(n,r)
def gender(doc,e):
    if e.type!="person": return None
    if e.id.startswith("wikidata:"):
        r=gazetteer().person(e.name)
        if r is not None: return r.gender
    said={gender_said(titles_before(doc,s.start)) for s in e.mentions}-{None}
    if len(said)==1: return said.pop()
    if not said:
        full=max((parts(s.text) for s in e.mentions),key=len)
        if len(full)>1: return usual_gender(full[0])
    return None
def make(row,f):
    t=row["title"] or row["id"]
    doc=article_doc(nlp,t,row["body"]); mark_sentences(doc)
    sp=lambda s: None if s is None else doc.char_span(s[0],s[1],alignment_mode="expand")
    ents=[]
    from dataclasses import replace
    for e in f["entities"]:
        E=DocEntity(id=e["id"],name=e["name"],type=e["type"],salience=e["salience"],mentions=text_order([sp(s) for s in e["mentions"]]),country=e.get("country"))
        ents.append(replace(E,gender=gender(doc,E)))
    F=findings(doc); F.entities=ents
    F.attributions=[DocAttribution(kind=a["kind"],content=tuple(sp(s) for s in a["content"]),cue=sp(a["cue"]),source=sp(a["source"]),source_entity=a["entity"],confidence=a["confidence"],sure=a["sure"]) for a in f["attributions"]]
    return doc
def from_event(row,ev):
    t=row["title"] or row["id"]; off={"title":0,"body":len(t)+len(TITLE_SEPARATOR)}
    sp=lambda s: None if s is None else [s["start"]+off[s["field"]],s["end"]+off[s["field"]]]
    return {"entities":[{**e,"mentions":[sp(m) for m in e["mentions"]],"pronouns":()} for e in ev["entities"]],
      "attributions":[{"kind":a["kind"],"content":[sp(c) for c in a["content"]],"cue":sp(a["cue"]),"source":sp(a["source"]["span"]),"entity":a["source"]["entity"],"confidence":a["confidence"],"sure":True} for a in ev["attributions"]]}
DOCS={"dev":[],"train":[]}
t=time.time()
for l in open("/tmp/st_dev_events.jsonl"):
    ev=json.loads(l); r=rows[ev["article"]["id"]][1]
    if not r["title"] and False: continue
    DOCS["dev"].append((r,make(r,from_event(r,ev))))
print("dev",len(DOCS["dev"]),time.time()-t,flush=True)
short={i.split("-",1)[1]:i for i in rows}
for l in open("/work/main/runs/same_events/2c948624d303-300.jsonl"):
    ev=json.loads(l); i=short.get(ev["article"]["id"])
    if i and rows[i][0]=="train":
        r=rows[i][1]
        T={"title":r["title"] or r["id"],"body":r["body"]}
        if any(T[m["field"]][m["start"]:m["end"]]!=m["text"] for e in ev["entities"] for m in e["mentions"]): continue
        DOCS["train"].append((r,make(r,from_event(r,ev))))
print("train",len(DOCS["train"]),time.time()-t,flush=True)
done=set()
def more():
    for f in("old.jsonl","new.jsonl"):
        p=Path("/root/refs")/f
        if not p.exists(): continue
        for l in p.open():
            if not l.endswith("\n"): continue
            d=json.loads(l)
            if d["id"] in done: continue
            done.add(d["id"]); n,r=rows[d["id"]]
            if n=="train": DOCS["train"].append((r,make(r,d)))
go=Path('/root/refs/go')
print("ready",flush=True)
while True:
    if go.exists():
        cmd=go.read_text().split(); go.unlink(); more(); print({k:len(v) for k,v in DOCS.items()},flush=True)
        pid=os.fork()
        if pid==0:
            try:
                import trial; trial.main(DOCS, cmd)
            except BaseException:
                import traceback; traceback.print_exc(); sys.stderr.flush()
            print('done', cmd, flush=True); sys.stdout.flush(); os._exit(0)
        os.waitpid(pid,0)
    time.sleep(0.3)
