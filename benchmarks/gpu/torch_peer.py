"""Times the same vision transformers in PyTorch, bf16, and prints rows that go on with the table of GpuCheck.

Argument: the file with that table. Ends with 77 where PyTorch is not there, does not load or finds no GPU; a batch that fails is a
row that says so.
"""

import re
import statistics
import sys

RUNS = 20
BATCHES = (1, 8, 64, 256)
MODELS = {"ViT-B/16": (768, 12, 12), "ViT-L/16": (1024, 24, 16)}

try:
    import torch
    from torch import nn
    from torch.nn import functional

    found = torch.cuda.is_available()
except Exception as problem:  # not there, or a library of it is not, or is of another version
    print(f"PyTorch does not load ({type(problem).__name__}: {problem}): nothing to compare with", file=sys.stderr)
    sys.exit(77)
if not found:
    print("PyTorch finds no GPU: nothing to compare with", file=sys.stderr)
    sys.exit(77)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width, eps=1e-6)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.mlp_norm = nn.LayerNorm(width, eps=1e-6)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x):
        b, n, d = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(b, n, 3, self.heads, d // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(q, k, v)
        x = x + self.out(mixed.transpose(1, 2).reshape(b, n, d))
        return x + self.down(functional.gelu(self.up(self.mlp_norm(x))))


class VisionTransformer(nn.Module):
    """Pixels (b, 3, 224, 224) to the projected class token, as the towers that GpuCheck times."""

    def __init__(self, width, depth, heads):
        super().__init__()
        self.patch = nn.Conv2d(3, width, 16, 16)
        self.class_token = nn.Parameter(0.02 * torch.randn(1, 1, width))
        self.positions = nn.Parameter(0.02 * torch.randn(1, 197, width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.head = nn.Linear(width, width // 2, bias=False)

    def forward(self, pixels):
        x = self.patch(pixels).flatten(2).transpose(1, 2)
        x = torch.cat([self.class_token.expand(x.shape[0], -1, -1), x], 1) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x)[:, 0])


def median(work):
    """Milliseconds on the card."""
    for _ in range(4):
        work()
    times = []
    for _ in range(RUNS):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return statistics.median(times)


def row(kind, what, measured):
    print(f"| {kind} | {what} | {measured} |  |  |", flush=True)


def ours(file):
    """Images a second by (model, batch, place)."""
    rates = {}
    pattern = re.compile(r"\| speed \| (\S+) bf16, batch (\d+), (end to end|on the card) \| (\d+) images/s")
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            found = pattern.match(line)
            if found:
                rates[found[1], int(found[2]), found[3]] = float(found[4])
    return rates


def first_line(problem):
    text = str(problem).strip().splitlines()
    return f"{type(problem).__name__}: {text[0].replace('|', '/')}" if text else type(problem).__name__


def peak():
    left = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
    right = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
    return f"{2 * 8192**3 / median(lambda: left @ right) / 1e9:.1f} TFLOP/s"


def measured(name, model, batch, rates):
    pixels = torch.randn(batch, 3, 224, 224, device="cuda", dtype=torch.bfloat16)
    milliseconds = median(lambda: model(pixels))
    rate = batch / milliseconds * 1e3
    ratios = [
        f"ours {place} / PyTorch {rates[name, batch, place] / rate:.2f}"
        for place in ("on the card", "end to end")
        if (name, batch, place) in rates
    ]
    return ", ".join([f"{rate:.0f} images/s, {milliseconds:.3f} ms"] + ratios)


def attempt(what, work):
    """A row, whatever comes of it: memory may not hold a batch, and machines may lack the compiler of torch.compile."""
    try:
        found = work()
    except Exception as problem:
        found = "fails: " + first_line(problem)
        torch.cuda.empty_cache()
    row("PyTorch", what, found)


def main():
    rates = ours(sys.argv[1])
    with torch.inference_mode():
        attempt(f"product 8192 x 8192 x 8192 bf16 (PyTorch {torch.__version__})", peak)
        for name, size in MODELS.items():
            model = VisionTransformer(*size).cuda().bfloat16().eval()
            for batch in BATCHES:
                what = f"{name} bf16, batch {batch}, eager"
                attempt(what, lambda batch=batch: measured(name, model, batch, rates))
            what = f"{name} bf16, batch {BATCHES[-1]}, compiled"
            attempt(what, lambda: measured(name, torch.compile(model), BATCHES[-1], rates))


main()
