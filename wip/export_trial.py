"""prototype checkpoint -> folder with embeddings/reader graphs (int8, unsigned) for the trial"""
import sys, numpy as np, torch, onnx, tempfile
from pathlib import Path
sys.path.insert(0,'/work/h/reader')
from training import graph
from training.graph import Drawing, helper, TensorProto, HIDDEN, FUSED, LAST, _layer
ck, out = sys.argv[1], Path(sys.argv[2]); out.mkdir(parents=True, exist_ok=True)
W='/work/h/reader/worker/nlp/model/weights/'
s={k:v.numpy() for k,v in torch.load(ck,weights_only=True)["net"].items()}
layers=1+max(int(k.split('.')[1]) for k in s if k.startswith('layers.'))
w={k[len('layers.'):]:v for k,v in s.items() if k.startswith('layers.')}
w={f"layers.{k}":v for k,v in w.items()}
d=Drawing(); hidden="marked"
for i in range(layers): hidden=_layer(d,w,i,hidden,last=i==layers-1)
def lin(name,x,wt,b,o):
    p=d.node("MatMul",[x,d.constant(name+".weight",wt.T)],o+"_product"); return d.node("Add",[p,d.constant(name+".bias",b)],o)
p=d.node("MatMul",[LAST,d.constant("tag0.weight",s["tag.0.weight"].T)],"tag0_product")
g=d.node("BiasGelu",[p,d.constant("tag0.bias",s["tag.0.bias"])],"tag_gelu",domain=FUSED)
lin("tag1",g,s["tag.3.weight"],s["tag.3.bias"],"tags")
lin("asks",LAST,s["tq.weight"],s["tq.bias"],"asks"); lin("answers",LAST,s["hk.weight"],s["hk.bias"],"answers")
src=helper.make_tensor_value_info("marked",TensorProto.FLOAT,[1,"n",HIDDEN])
gr=helper.make_graph(d.nodes,"stancewire-reader",[src],[helper.make_tensor_value_info(o,TensorProto.FLOAT,[1,"n",5 if o=="tags" else HIDDEN]) for o in (LAST,"tags","asks","answers")],d.constants)
m=helper.make_model(gr,opset_imports=[helper.make_opsetid("",17),helper.make_opsetid(FUSED,1)],producer_name="stancewire"); m.ir_version=8
with tempfile.TemporaryDirectory() as t:
    onnx.save(m,t+"/f.onnx"); graph.quantize(Path(t+"/f.onnx"),out/"reader.int8.onnx")
onnx.utils.extract_model(W+"encoder.int8.onnx",str(out/"embeddings.int8.onnx"),["input_ids"],["embedded"])
np.savez_compressed(out/"reader_heads.npz",current=s["seg"],**{"nowhere.weight":s["special.weight"].T,"nowhere.bias":s["special.bias"],"kind.weight":s["kind.weight"].T,"kind.bias":s["kind.bias"],"how.weight":s["how.weight"].T,"how.bias":s["how.bias"],"plain.weight":s["plain.weight"].T,"plain.bias":s["plain.bias"]})
print([ (p.name,p.stat().st_size) for p in out.iterdir()])
