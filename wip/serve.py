import sys, json, os, time, random
sys.path.insert(0,'/work/h/reader')
import spacy
from pathlib import Path
from worker.nlp.documents import article_doc, findings
from worker.nlp import pipeline
nlp = pipeline.load(); nlp.remove_pipe("stancewire_stance"); nlp.remove_pipe("stancewire_topics")
rows=[json.loads(l) for l in open('/work/shared/data/stances/train.jsonl')]
rows.sort(key=lambda r:r["id"]); random.Random(5).shuffle(rows)
held=rows[:80]
dev=[json.loads(l) for l in open('/work/shared/data/stances/dev.jsonl')]; random.Random(1).shuffle(dev); dev=dev[:int(sys.argv[1])]
DOCS={"dev":[], "held":[]}
t=time.time()
for name, some in (("dev",dev),("held",held)):
    for r in some:
        d=article_doc(nlp, r["title"] or r["id"], r["body"]) if r["title"] else article_doc(nlp, r["id"], r["body"])
        for _, c in nlp.pipeline: d=c(d)
        DOCS[name].append((r,d))
    print(name, len(some), time.time()-t, flush=True)
go=Path('/root/reader/go')
while True:
    if go.exists():
        cmd=go.read_text().split(); go.unlink()
        pid=os.fork()
        if pid==0:
            try:
                sys.path.insert(0,'/root/reader'); import trial; trial.main(DOCS, cmd)
            except BaseException:
                import traceback; traceback.print_exc(); sys.stderr.flush()
            print('done', cmd, flush=True); os._exit(0)
        os.waitpid(pid,0)
    time.sleep(0.5)
