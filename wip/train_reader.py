"""One pass reads who is for or against what in a sentence; started from the shipped tower. Prototype for issue 14."""
import json, math, random, sys, time, os
from pathlib import Path
import numpy as np, torch, onnx
from onnx import numpy_helper as nh
from torch import nn
from torch.nn import functional as F
sys.path.insert(0, "/root/reader/src")
from tokenizers import Tokenizer
from training.model import Layer, HIDDEN, EPSILON, attention_mask
opt = lambda n, d: sys.argv[sys.argv.index(n) + 1] if n in sys.argv else d
W = Path("/root/reader/src/worker/nlp/weights")
OUT = Path(opt("--out", "/root/reader/run1")); OUT.mkdir(parents=True, exist_ok=True)
DATA = Path("/work/shared/data")
SEED = int(opt("--seed", "1")); random.seed(SEED); torch.manual_seed(SEED); torch.set_num_threads(int(opt("--threads", "1")))
tok = Tokenizer.from_file(str(W / "tokenizer.json")); tok.no_truncation(); tok.no_padding()
CLS, SEP = tok.token_to_id("[CLS]"), tok.token_to_id("[SEP]")
CONTEXT, LONGEST = 44, 110
KINDS = ["person", "organization", "country", "place", "group", "law", "policy", "event", "product", "work", "idea", "unnamed"]
HOW = ["quote", "reported", "told", "author"]

def enc(text):
    e = tok.encode(text, add_special_tokens=False)
    return e.ids, e.offsets

def examples(rows):
    out = []
    for a in rows:
        ss = [" ".join(a[s["field"]][s["start"]:s["end"]].split()) for s in a["sentences"]]
        E = [enc(s) for s in ss]
        by = {}
        for m in a["stances"]: by.setdefault(m["s"], []).append(m)
        for n in range(len(ss)):
            ids, off = E[n]
            if not 3 <= len(ids): continue
            ids, off = ids[:LONGEST], off[:LONGEST]
            pids, poff, psent = [], [], []
            k = n - 1
            while k >= 0 and n - k <= 3 and len(pids) + len(E[k][0]) < CONTEXT:
                pids = E[k][0] + pids; poff = E[k][1] + poff; psent = [k] * len(E[k][0]) + psent; k -= 1
            seq = [CLS] + pids + [SEP] + ids + [SEP]
            base = len(pids) + 2
            def span(v, sent):
                v = " ".join(v.split())
                at = ss[sent].find(v)
                if at < 0 or not v: return None
                end = at + len(v)
                if sent == n: idx = [base + i for i, (x, y) in enumerate(off) if x < end and y > at]
                else: idx = [1 + i for i, (x, y) in enumerate(poff) if psent[i] == sent and x < end and y > at]
                return idx or None
            tags = [0] * len(seq); htags = [0] * len(seq); gold = []
            for m in by.get(n, []):
                h = "author"
                if m["hk"] != "author":
                    hw, hs = m["hw"], n
                    if hw.startswith("@"):
                        q, _, hw = hw[1:].partition(":"); hs = int(q)
                    h = span(hw, hs) or "elsewhere"
                    if hs == n and h != "elsewhere":
                        for j in h: htags[j] = 2
                        htags[h[0]] = 1
                tw = m["tw"]
                t = None if tw.startswith("@") else span(tw, n)
                gold.append({"t": t, "p": m["p"], "h": h, "c": m["c"], "k": KINDS.index(m["tk"]) if m["tk"] in KINDS else -1, "how": HOW.index(m["how"]) if m["how"] in HOW else -1, "name": (m["h"], m["t"], m["p"])})
                if t is None: continue
                b, i = (1, 2) if m["p"] == "+" else (3, 4)
                if all(tags[j] == 0 for j in t):
                    for j in t: tags[j] = i
                    tags[t[0]] = b
            out.append({"id": a["id"], "n": n, "seq": seq, "base": base, "tags": tags, "htags": htags, "gold": gold})
    return out

def dequantized(path):
    m = onnx.load(str(path)); c = {i.name: nh.to_array(i) for i in m.graph.initializer}; out = {}
    for n, v in c.items():
        if n.endswith("_quantized"):
            stem = n[:-len("_quantized")]; z = c[stem + "_zero_point"].astype(np.float32); s = c[stem + "_scale"].astype(np.float32)
            out[stem] = (v.astype(np.float32) - z) * s
        elif not n.endswith(("_scale", "_zero_point")): out[n] = v
    return out

class Net(nn.Module):
    def __init__(self, inner=1152, layers=6):
        super().__init__()
        e = dequantized(W / "encoder.int8.onnx"); t = dequantized(W / "tower.int8.onnx")
        self.register_buffer("word", torch.from_numpy(e["word"].copy())); self.register_buffer("pos", torch.from_numpy(e["position"].copy()))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON); self.norm.weight.data = torch.from_numpy(e["norm.w"].copy()); self.norm.bias.data = torch.from_numpy(e["norm.b"].copy()); self.norm.requires_grad_(False)
        self.layers = nn.ModuleList(Layer(0.1, inner) for _ in range(layers))
        for i, l in enumerate(self.layers):
            sd = {}
            for k in l.state_dict():
                v = torch.from_numpy(np.asarray(t[f"{i}.{k}"], dtype=np.float32).copy())
                sd[k] = v.T.contiguous() if k in ("qkv.weight", "attended.weight", "up.weight", "down.weight") else v
            l.load_state_dict(sd)
        h = np.load(W / "heads.npz"); self.roles = nn.Parameter(torch.from_numpy(h["tower.roles"].astype(np.float32)))
        self.seg = nn.Parameter(torch.zeros(HIDDEN))
        mlp = lambda o, i=HIDDEN: nn.Sequential(nn.Linear(i, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, o))
        self.tag = mlp(5); self.htag = nn.Linear(HIDDEN, 3)
        self.tq = nn.Linear(HIDDEN, HIDDEN); self.hk = nn.Linear(HIDDEN, HIDDEN); self.special = nn.Linear(2 * HIDDEN, 2)
        self.kind = nn.Linear(HIDDEN, len(KINDS)); self.how = nn.Linear(2 * HIDDEN, len(HOW)); self.plain = nn.Linear(2 * HIDDEN, 2)
        self.polarity = self._head(h, "polarity", 3); self.relation = self._head(h, "relation", 5)
    def _head(self, h, name, n):
        l0, l1 = h[f"{name}.0.weight"], h[f"{name}.1.weight"]
        s = nn.Sequential(nn.Dropout(0.1), nn.Linear(*l0.shape), nn.ReLU(), nn.Linear(*l1.shape))
        for l, k in ((s[1], 0), (s[3], 1)):
            l.weight.data = torch.from_numpy(h[f"{name}.{k}.weight"].astype(np.float32).T.copy()); l.bias.data = torch.from_numpy(h[f"{name}.{k}.bias"].astype(np.float32))
        return s
    def embed(self, ids): return self.norm(self.word[ids] + self.pos[:ids.shape[1]])
    def run(self, x, mask):
        a = attention_mask(mask)
        for l in self.layers: x = l(x, a)
        return x
    def forward(self, ids, mask, cur): return self.run(self.embed(ids) + cur[:, :, None] * self.seg, mask)
    def spans(self, h, spans):
        return torch.stack([h[r, i].mean(0) for r, i in spans]), torch.tensor([r for r, _ in spans])
    def holder(self, h, mask, T, rows):
        s = torch.einsum("nd,nld->nl", self.tq(T), self.hk(h)[rows]) / math.sqrt(HIDDEN)
        s = s.masked_fill(~mask[rows], -1e4)
        return torch.cat([s, self.special(torch.cat([T, h[rows, 0]], 1))], 1)

def batch(ex):
    n = max(len(e["seq"]) for e in ex)
    ids = torch.zeros(len(ex), n, dtype=torch.long); mask = torch.zeros(len(ex), n, dtype=torch.bool); cur = torch.zeros(len(ex), n)
    tags = torch.full((len(ex), n), -100); ht = torch.full((len(ex), n), -100)
    for r, e in enumerate(ex):
        k = len(e["seq"]); ids[r, :k] = torch.tensor(e["seq"]); mask[r, :k] = True
        b = e["base"]; cur[r, b - 1:k] = 1; tags[r, b:k - 1] = torch.tensor(e["tags"][b:k - 1]); ht[r, b:k - 1] = torch.tensor(e["htags"][b:k - 1])
    return ids, mask, cur, tags, ht

TW = torch.tensor([1., 1.5, 1.5, 1.5, 1.5])
def loss_of(net, es):
    ids, mask, cur, tags, ht = batch(es)
    h = net(ids, mask, cur)
    loss = F.cross_entropy(net.tag(h).flatten(0, 1), tags.flatten(), ignore_index=-100, weight=TW)
    loss = loss + 0.2 * F.cross_entropy(net.htag(h).flatten(0, 1), ht.flatten(), ignore_index=-100)
    spans, g = [], []
    for r, e in enumerate(es):
        for x in e["gold"]:
            if x["t"] is not None: spans.append((r, x["t"])); g.append(x)
    if spans:
        T, rows = net.spans(h, spans); s = net.holder(h, mask, T, rows); n = ids.shape[1]
        y = torch.zeros_like(s)
        for i, x in enumerate(g):
            if x["h"] == "author": y[i, n] = 1
            elif x["h"] == "elsewhere": y[i, n + 1] = 1
            else: y[i, x["h"]] = 1 / len(x["h"])
        loss = loss + 0.3 * -(y * s.log_softmax(1)).sum(1).mean()
        TC = torch.cat([T, h[rows, 0]], 1)
        loss = loss + 0.1 * F.cross_entropy(net.kind(T), torch.tensor([x["k"] for x in g]), ignore_index=-1)
        loss = loss + 0.1 * F.cross_entropy(net.how(TC), torch.tensor([x["how"] for x in g]), ignore_index=-1)
        loss = loss + 0.05 * F.cross_entropy(net.plain(TC), torch.tensor([x["c"] - 1 for x in g]))
    return loss

# rehearsal: the questions the tower was made for
from training.questions import Questions, of_pairs, of_targets
from training.model import features
def questions():
    from training.data import newsmtsc, dse
    import inspect
    q = of_targets(newsmtsc.read(DATA / "stance/newsmtsc/train.jsonl")) , of_pairs(dse.read(DATA / "stance/dse/train.jsonl"))
    return {"polarity": Questions(q[0], tok), "relation": Questions(q[1], tok)}
PAD = tok.token_to_id("[PAD]")
def rehearse(net, Q, kind, idx, draw):
    asked, chosen = Q[kind].batch(idx, (CLS, SEP, PAD), draw)
    x = net.embed(asked.pieces)
    x = x + asked.p[:, :, None] * net.roles[0] + asked.q[:, :, None] * net.roles[1]
    h = net.run(x, asked.mask)
    s = (net.polarity if kind == "polarity" else net.relation)(features(h, asked, kind))
    w = None if kind == "polarity" else torch.tensor([1., 1.6, 1.6, 1.6, 1.6])
    return F.cross_entropy(s, torch.tensor([q.gold for q in chosen]), weight=w, label_smoothing=0.05)

def decode(lp, e, bias):
    s = lp.copy(); s[:, 0] -= bias
    out = []; j = e["base"]; end = len(e["seq"]) - 1; best = s.argmax(1)
    while j < end:
        t = best[j]
        if t:
            pol = "+" if t in (1, 2) else "-"; inside = 2 if pol == "+" else 4; k = j + 1
            while k < end and best[k] == inside: k += 1
            out.append((list(range(j, k)), pol, float(np.exp(lp[j:k, 1:].max(1)).mean()))); j = k
        else: j += 1
    return out

def evaluate(net, ex, name, biases=(-1.0, 0.0, 1.0)):
    net.eval(); preds = {b: [] for b in biases}
    with torch.no_grad():
        order = sorted(range(len(ex)), key=lambda i: len(ex[i]["seq"]))
        for k in range(0, len(order), 32):
            es = [ex[i] for i in order[k:k + 32]]; ids, mask, cur, _, _ = batch(es); h = net(ids, mask, cur); lp = net.tag(h).log_softmax(-1).numpy()
            for b in biases:
                spans, who = [], []
                for r, e in enumerate(es):
                    for t, p, c in decode(lp[r], e, b): spans.append((r, t)); who.append((r, t, p, c))
                if spans:
                    T, rows = net.spans(h, spans); hs = net.holder(h, mask, T, rows).argmax(1).tolist()
                    for (r, t, p, c), q in zip(who, hs): preds[b].append((order[k + r], t, p, c, q, ids.shape[1]))
    for b in biases:
        C = dict(em=0, tp=0, tph=0, opp=0); got = set()
        for i, t, pol, c, q, n in preds[b]:
            C["em"] += 1; hit = hith = opp = False
            for g, x in enumerate(ex[i]["gold"]):
                if x["t"] is None or len(set(t) & set(x["t"])) < 0.5 * min(len(t), len(x["t"])): continue
                if x["p"] != pol: opp = True; continue
                hit = True; okh = (q == n) if x["h"] == "author" else (q == n + 1) if x["h"] == "elsewhere" else q in x["h"]
                if okh: hith = True; got.add((i, g))
            C["tp"] += hit; C["tph"] += hith; C["opp"] += opp and not hit
        G = [(i, g, x) for i, e in enumerate(ex) for g, x in enumerate(e["gold"])]
        G2 = [y for y in G if y[2]["c"] == 2]; r1 = sum((i, g) in got for i, g, x in G) / max(len(G), 1); r2 = sum((i, g) in got for i, g, x in G2) / max(len(G2), 1)
        P = C["tph"] / max(C["em"], 1)
        print(f"{name} bias {b:+.1f}: emitted {C['em']}, target+polarity right {100*C['tp']/max(C['em'],1):.1f}, with holder {100*P:.1f}, opposite {100*C['opp']/max(C['em'],1):.1f}; recall plain {100*r2:.1f} all {100*r1:.1f} F1 {200*P*r1/max(P+r1,1e-9):.1f}", flush=True)
    net.train()

def read(p): return [json.loads(l) for l in open(p, encoding="utf8") if l.strip()]

def main():
    rows = read(DATA / "stances/train.jsonl"); rows.sort(key=lambda r: r["id"]); random.Random(5).shuffle(rows)
    share = float(opt("--share", "1")); held, train = rows[:80], rows[80:]; train = train[:int(len(train) * share)]
    held, train = examples(held), examples(train)
    pos = [e for e in train if e["gold"]]; neg = [e for e in train if not e["gold"]]
    Q = questions()
    print(f"{len(rows)} articles; train sentences {len(pos)} with, {len(neg)} without; held {len(held)}; mean length {np.mean([len(e['seq']) for e in pos]):.0f}; questions {len(Q['polarity'].questions)} {len(Q['relation'].questions)}", flush=True)
    net = Net(); net.train()
    o = torch.optim.AdamW([{"params": net.layers.parameters(), "lr": 1e-4, "base": float(opt("--rate", "1e-4"))}, {"params": [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith("layers.") and not n.startswith("norm.")], "lr": 1e-3, "base": 1e-3}], weight_decay=0.01, fused=True)
    epochs = float(opt("--epochs", "3")); negative = float(opt("--negative", "0.8")); plan = []
    draw = random.Random(SEED)
    for ep in range(math.ceil(epochs)):
        e = pos + draw.sample(neg, min(len(neg), int(negative * len(pos)))); draw.shuffle(e); of = []
        for k in range(0, len(e), 1024):
            c = sorted(e[k:k + 1024], key=lambda x: len(x["seq"])); bs = [("read", c[i:i + 24]) for i in range(0, len(c), 24)]; draw.shuffle(bs); of += bs
        n = len(of) // 8
        of += [(kind, draw.sample(range(len(Q[kind].questions)), 20)) for kind in ("polarity", "relation") for _ in range(n)]
        draw.shuffle(of); plan += of
    plan = plan[:int(len(plan) * epochs / math.ceil(epochs))]
    start, spent = 0, 0.0; last = OUT / "last.pt"
    if last.exists():
        s = torch.load(last, weights_only=True); net.load_state_dict(s["net"]); o.load_state_dict(s["opt"]); start, spent = s["step"], s["spent"]; print("resumed at", start, flush=True)
    minutes = float(opt("--minutes", "1e9")); t0 = time.time() - spent; saved = time.time(); run = {}
    evals = {int(len(plan) * f) for f in (0.5,)}
    for step in range(start, len(plan)):
        kind, es = plan[step]
        frac = max(step / len(plan), (time.time() - t0) / 60 / minutes)
        if frac >= 1: print("time is up at", step, "of", len(plan)); break
        w = min(1, step / (0.05 * len(plan)) + 1e-3) * (1 - frac)
        for g in o.param_groups: g["lr"] = g["base"] * w
        loss = loss_of(net, es) if kind == "read" else 0.5 * rehearse(net, Q, kind, es, random.Random(f"{SEED} {step}"))
        o.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(net.parameters(), 1.0); o.step()
        run.setdefault(kind, []).append(loss.item())
        if (step + 1) % 100 == 0: print(f"step {step+1}/{len(plan)} " + " ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(run.items())) + f" {time.time()-t0:.0f} s", flush=True); run = {}
        if step in evals: evaluate(net, held, f"at {step}")
        if time.time() - saved > 300:
            torch.save({"net": net.state_dict(), "opt": o.state_dict(), "step": step + 1, "spent": time.time() - t0}, OUT / "p.pt"); (OUT / "p.pt").replace(last); saved = time.time()
    evaluate(net, held, "end", (-1.0, -0.5, 0, .5, 1.0, 1.5))
    torch.save({"net": net.state_dict()}, OUT / "final.pt")

if __name__ == "__main__": main()
