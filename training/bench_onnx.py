"""Times the bundle's encoder in ONNX Runtime int8 with Python's tokenizers, the rival of our own forward pass.

usage: bench_onnx.py BUNDLE TOKENIZER.json SENTENCES.txt [SECONDS] [SPEED_EXAMPLE]

The network is read back from the bundle (weights as the bundle has them), written as an ONNX graph, quantised with
ONNX Runtime's own dynamic quantisation (per channel) and run on one thread, articles of 20 sentences, batched as usual
with padding. Given the built example `speed`, it is run on the same sentences in the same process tree.
Needs PyPI: numpy onnx onnxruntime tokenizers.
"""
import json, struct, subprocess, sys, tempfile, time

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper as h, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer


def read(path):
    b = open(path, "rb").read()
    header_len, = struct.unpack_from("<I", b, 12)
    head = json.loads(b[64:64 + header_len])
    raw = {t["name"]: (t, b[64 + header_len + t["at"]:][:t["bytes"]]) for t in head["tensors"]}

    def get(name):
        t, data = raw[name]
        if t["dtype"] == "i8":
            scale = get(name.replace(".weight", ".scale"))
            return np.frombuffer(data, np.int8).reshape(t["shape"]).astype(np.float32) * scale[:, None]
        return np.frombuffer(data, dict(f32="<f4", f16="<f2")[t["dtype"]]).reshape(t["shape"]).astype(np.float32)

    return head["config"], get


def graph(c, get):
    """Encoder over embedded rows [batch, length, width] and a mask [batch, 1, 1, length] (0 or -1e4)."""
    nodes, consts = [], []

    def const(x, kind=np.float32):
        name = f"c{len(consts)}"
        consts.append(numpy_helper.from_array(np.asarray(x, kind), name))
        return name

    def op(kind, *inputs, **attributes):
        out = f"n{len(nodes)}"
        nodes.append(h.make_node(kind, list(inputs), [out], **attributes))
        return out

    def linear(x, name):
        return op("Add", op("MatMul", x, const(get(name + ".weight").T.copy())), const(get(name + ".bias")))

    norm = lambda x, name: op("LayerNormalization", x, const(get(name + ".weight")), const(get(name + ".bias")), epsilon=c["eps"])
    width, heads = c["width"], c["heads"]
    split = const([0, 0, heads, width // heads], np.int64)
    join = const([0, 0, width], np.int64)
    half, one, root = const(.5), const(1.), const(2 ** .5)
    x = norm("x", "embed.norm")
    for l in range(c["layers"]):
        p = f"layer.{l}."
        w, b = get(p + "qkv.weight"), get(p + "qkv.bias")
        part = lambda i: op("Reshape", op("Add", op("MatMul", x, const(w[i * width:(i + 1) * width].T.copy())), const(b[i * width:(i + 1) * width])), split)
        q, k, v = op("Transpose", part(0), perm=[0, 2, 1, 3]), op("Transpose", part(1), perm=[0, 2, 3, 1]), op("Transpose", part(2), perm=[0, 2, 1, 3])
        a = op("Softmax", op("Add", op("MatMul", q, k), "mask"), axis=-1)
        mixed = op("Reshape", op("Transpose", op("MatMul", a, v), perm=[0, 2, 1, 3]), join)
        x = norm(op("Add", x, linear(mixed, p + "attention")), p + "norm1")
        y = linear(x, p + "inner")
        y = op("Mul", op("Mul", y, half), op("Add", op("Erf", op("Div", y, root)), one))
        x = norm(op("Add", x, linear(y, p + "outer")), p + "norm2")
    nodes.append(h.make_node("Identity", [x], ["y"]))
    shape = ["b", "n", width]
    g = h.make_graph(nodes, "encoder",
                     [h.make_tensor_value_info("x", TensorProto.FLOAT, shape), h.make_tensor_value_info("mask", TensorProto.FLOAT, ["b", 1, 1, "n"])],
                     [h.make_tensor_value_info("y", TensorProto.FLOAT, shape)], consts)
    return h.make_model(g, opset_imports=[h.make_opsetid("", 17)], ir_version=9)


def main():
    bundle, source, path = sys.argv[1:4]
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 5
    c, get = read(bundle)
    folder = tempfile.mkdtemp()
    onnx.save(graph(c, get), folder + "/f32.onnx")
    quantize_dynamic(folder + "/f32.onnx", folder + "/int8.onnx", per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(folder + "/int8.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(source)
    lines = [l for l in open(path, encoding="utf8").read().splitlines() if l.strip()]
    articles = [lines[i:i + 20] for i in range(0, len(lines), 20)]
    rows = np.random.default_rng(0).standard_normal((4096, c["width"])).astype(np.float32)  # any rows cost the same
    tokens = words = at = 0
    start, cpu = time.perf_counter(), time.process_time()
    while time.perf_counter() - start < seconds:
        article = articles[at % len(articles)]
        at += 1
        ids = [e.ids[:512] for e in tokenizer.encode_batch(article)]
        # By length and in fours: less padding than one batch, measured the faster way.
        ids.sort(key=len)
        for k in range(0, len(ids), 4):
            part = ids[k:k + 4]
            n = max(map(len, part))
            x, mask = np.zeros((len(part), n, c["width"]), np.float32), np.full((len(part), 1, 1, n), -1e4, np.float32)
            for i, s in enumerate(part):
                x[i, :len(s)] = rows[np.asarray(s) % 4096]
                mask[i, ..., :len(s)] = 0
            session.run(None, dict(x=x, mask=mask))
        tokens += sum(map(len, ids))
        words += sum(len(s.split()) for s in article)
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(f"ONNX Runtime {ort.__version__} int8, one thread: {tokens / took:.0f} tokens/s, {words / took:.0f} words/s ({tokens / cpu:.0f} tokens per CPU second)")
    if len(sys.argv) > 5:
        subprocess.run([sys.argv[5], bundle, path, str(seconds)], check=True)


if __name__ == "__main__":
    main()
