import sys, json, math, re, random
from collections import Counter, defaultdict
from pathlib import Path
import numpy as np
from worker.nlp.documents import findings, contract_span, DocEntity
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.model.reader import StanceReader, read_before, MAX_PIECES
from worker.nlp.stance.evidence import evidence
src=open('/work/shared/tools/score_stances.py').read().rsplit("main()",1)[0]
S={}; exec(compile(src,'score','exec'),S)
PRON=S["PRONOUNS"]
DET=set("the a an this that these those his her their its our my your such any all some no new".split())
def sing(w):
    if len(w)>3 and w.endswith("s") and not w.endswith(("ss","us","is")): return w[:-3]+"y" if w.endswith("ies") else w[:-1]
    return w
def keyof(text):
    ws=[w.lower().strip("’'\".,") for w in re.findall(r"[\w’'-]+",text)]
    ws=[re.sub(r"['’]s$","",w) for w in ws]
    ws=[w for w in ws if w and w not in DET and w!="of" and w!="on" and w!="for"]
    return tuple(sorted(sing(w) for w in ws))
class Art: pass
def read(doc, reader, bias=0.4):
    """raw proposals: target tokens, pol, p, holder candidates"""
    idx=MentionIndex(doc); rs=read_sentences(doc); ents=idx.entities
    pieces=[]; owner=[]
    for s in rs:
        w=s.encoded.windows
        pieces.append(np.concatenate([x.pieces for x in w])); owner.append([s.words[o] for x in w for o in x.owners])
    lens=[len(p) for p in pieces]; sents=[(s.start,s.end) for s in doc.sents]
    out=[]
    for n in range(len(rs)):
        if lens[n]<3: continue
        bef=read_before(lens,n); row=reader.read([pieces[k] for k in bef], pieces[n])
        toks=[None]+[t for k in bef for t in owner[k]]+[None]+owner[n][:MAX_PIECES]+[None]
        for t in row.targets(bias):
            own=owner[n][t.places[0]:t.places[1]]
            g=row.holder(t)
            by=defaultdict(float)
            for p,tok in zip(g.pieces,toks):
                if tok is not None: by[tok]+=p
            out.append((n,min(own),max(own)+1,t.polarity,t.probability,dict(by),g.author,g.elsewhere))
    return idx,sents,out
def speaker(doc, found, a, b):
    for said in found.attributions:
        for c in said.content:
            if c.start<=a and b<=c.end+1: return said
    return None
def events(r, doc, reader, opts):
    found=findings(doc); idx,sents,props=read(doc,reader,opts.get("bias",0.4))
    ents=list(idx.entities); byid={e.id:i for i,e in enumerate(ents)}
    issues={}; imention=defaultdict(list); votes=[]
    for n,a,b,pol,p,by,pa,pe in props:
        # target
        while a<b and (doc[a].is_space or doc[a].is_punct): a+=1
        while b>a and (doc[b-1].is_space or doc[b-1].is_punct or doc[b-1].lower_ in ("'s","’s")): b-=1
        if a>=b: continue
        text=doc[a:b].text
        m=idx.at(b-1)
        tgt=None; how="none"
        if m is not None and (m.start<=a+ (3 if ents[m.entity].type=="person" else 1) or m.start<=a): tgt=("e",m.entity); how="mention" if not m.pronoun else "pron"
        elif m is not None and m.end>=b and b-m.start>=0.6*(b-a): tgt=("e",m.entity); how="mention"
        elif text.lower() in PRON: 
            said=speaker(doc,found,a,b)
            if text.lower() in ("i","me","we","us","my","our","myself") and said is not None and said.source_entity in byid: tgt=("e",byid[said.source_entity]); how="speaker"
        else:
            k=keyof(text)
            if k: 
                issues.setdefault(k,text); imention[k].append((a,b)); tgt=("i",k); how="issue"
        if tgt is None: continue
        # holder
        sums=defaultdict(float); other=defaultdict(float)
        for tok,q in by.items():
            mm=idx.at(tok)
            if mm is not None: sums[mm.entity]+=q
            else: other[tok]+=q
        cand=[(q,("entity",e)) for e,q in sums.items()]+[(pa,("author",None)),(pe,("else",None)),(sum(other.values()),("other",None))]
        q,(hk,he)=max(cand,key=lambda x:x[0])
        ht=None
        if hk=="other":
            tok=max(other,key=other.get); w=doc[tok].lower_; ht=tok
            if w in ("i","we","my","our","us","me"):
                said=speaker(doc,found,tok,tok+1)
                if said is not None and said.source_entity in byid: hk,he="entity",byid[said.source_entity]; hw="speaker"
                else: continue
            elif w in PRON:
                continue
            else: hk="unnamed"
        elif hk=="else":
            said=speaker(doc,found,a,b)
            if said is not None and said.source_entity in byid: hk,he="entity",byid[said.source_entity]
            elif said is not None and said.source is not None: 
                continue
            else: continue
        if hk=="entity" and tgt==("e",he): continue
        votes.append(dict(h=(hk,he),t=tgt,pol=pol,p=p,q=q,n=n,a=a,b=b,ht=ht,how=how,conf=p*q))
    best={}
    for v in votes:
        k=(v["h"],v["t"]); o=best.get(k)
        if o is None or v["conf"]>o["conf"]: best[k]=v
        best[k].setdefault("count",0)
    cnt=Counter((v["h"],v["t"],v["pol"]) for v in votes)
    E=[]
    for e in ents:
        ms=[]
        for sp in e.mentions:
            c=contract_span(sp); ms.append({"field":c.field,"start":c.start,"end":c.end,"text":c.text})
        for sp in e.pronouns:
            c=contract_span(sp); ms.append({"field":c.field,"start":c.start,"end":c.end,"text":c.text})
        E.append({"id":e.id,"name":e.name,"type":e.type,"mentions":ms})
    for k,text in issues.items():
        ms=[]
        for a,b in imention[k]:
            try: c=contract_span(doc[a:b])
            except ValueError: continue
            ms.append({"field":c.field,"start":c.start,"end":c.end,"text":c.text})
        E.append({"id":"issue:"+"-".join(k),"name":" ".join(text.split()),"type":"issue","mentions":ms})
    out=[]
    for (h,t),v in best.items():
        ev=contract_span(evidence(doc,sents[v["n"]],(v["a"],v["b"]))) if True else None
        tid=ents[t[1]].id if t[0]=="e" else "issue:"+"-".join(t[1])
        tn=ents[t[1]].name if t[0]=="e" else issues[t[1]]
        holder={"kind":h[0]}
        if h[0]=="entity": holder.update(id=ents[h[1]].id,name=ents[h[1]].name)
        out.append({"holder":holder,"target":{"id":tid,"name":tn},"polarity":v["pol"],"confidence":min(0.9999,v["conf"]),"evidence":[{"field":ev.field,"start":ev.start,"end":ev.end,"text":ev.text}],"x":{"p":v["p"],"q":v["q"],"how":v["how"],"n":cnt[(h,t,v["pol"])],"hk":h[0],"tt":t[0]}})
    return {"article":{"id":r["id"]},"entities":E,"stances":out}
def main(DOCS, cmd):
    folder=cmd[0]; which=cmd[1]; out=cmd[2]
    opts={"bias":float(cmd[3]) if len(cmd)>3 else 0.4}
    from tokenizers import Tokenizer
    from worker.nlp.model.encoder import WEIGHTS
    tok=Tokenizer.from_file(str(WEIGHTS/"tokenizer.json"))
    reader=StanceReader.load(Path(folder),(tok.token_to_id("[CLS]"),tok.token_to_id("[SEP]")))
    EV=[(r,events(r,d,reader,opts)) for r,d in DOCS[which]]
    with open(out,"w") as f:
        for r,e in EV:
            pred,_,_=S["judge"](r,e)
            for p in pred: p["stance"]["x"]["hit"]=bool(p["hits"]); p["stance"]["x"]["opp"]=p["opposite"]
            f.write(json.dumps(e)+"\n")
    for th in (0.0,0.2,0.3,0.4,0.5,0.6,0.7,0.8):
        C=Counter()
        for r,e in EV:
            e2=dict(e,stances=[s for s in e["stances"] if s["confidence"]>=th]); C+=S["tally"](r,e2)
        R=S["rates"](C); 
        print(f"th {th}: emitted/art {C['emitted']/len(EV):.1f} P {100*R['precision']:.1f} R {100*R['recall']:.1f} F1 {100*R['f1']:.1f} opp {100*R['opposite']:.1f}; both named R {100*C['found both could have a name']/max(1,C['gold both could have a name']):.1f} policy R {100*(C['found target policy'])/max(1,C['gold target policy']):.1f} author R {100*C['found holder author']/max(1,C['gold holder author']):.1f}; P ent {100*C['right entity']/max(1,C['emitted entity']):.0f}/{C['emitted entity']} auth {100*C['right author']/max(1,C['emitted author']):.0f}/{C['emitted author']} unn {100*C['right unnamed']/max(1,C['emitted unnamed']):.0f}/{C['emitted unnamed']}",flush=True)
