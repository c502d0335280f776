package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.panderm4j.weights.checkpoint.Checkpoint;

/** Which tensors of an archive are weights, and what becomes of the rest. */
class TorchContentsTest extends TorchArchiveTest {
    @Test
    void keyThatOccursTwice() throws IOException {
        assertRefused(archive(2, p -> p.text("w").vector("0", 6).text("w").vector("0", 6)), "'w'", "twice");
        assertRefused(
                archive(
                        2,
                        p -> p.text("a.b")
                                .vector("0", 6)
                                .text("a")
                                .dictionary()
                                .text("b")
                                .vector("0", 6)
                                .op('s')),
                "'a.b'",
                "twice");
    }

    @Test
    void wrappersValuesAndLeftovers() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("epoch")
                                .number(499)
                                .text("args")
                                .global("argparse", "Namespace")
                                .op(')', 0x81)
                                .dictionary()
                                .mark()
                                .text("lr")
                                .op('G', 0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A)
                                .text("name")
                                .text("run")
                                .text("amp")
                                .op(0x88)
                                .text("none")
                                .op('N')
                                .setItems()
                                .op('b')
                                .text("optimizer")
                                .dictionary()
                                .text("state")
                                .dictionary()
                                .number(0)
                                .dictionary()
                                .text("exp_avg")
                                .vector("0", 6)
                                .op('s', 's', 's')
                                .text("module")
                                .dictionary()
                                .text("junk")
                                .number(1)
                                .op('s')
                                .text("state_dict")
                                .dictionary()
                                .mark()
                                .text("module.encoder.w")
                                .vector("0", 6)
                                .text("head")
                                .dictionary()
                                .text("bias")
                                .vector("0", 6)
                                .op('s')
                                .setItems())
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("module.encoder.w", "head.bias");
            assertThat(checkpoint.values())
                    .containsEntry("epoch", 499L)
                    .containsEntry("args.lr", 0.1)
                    .containsEntry("args.name", "run")
                    .containsEntry("args.amp", true)
                    .containsEntry("module.junk", 1L)
                    .hasSize(5);
            assertThat(checkpoint.skipped())
                    .containsExactly("args: argparse.Namespace", "optimizer.state: dictionary of 1");
        }
    }

    @Test
    void flatDictionaryLeavesTheOptimizerOut() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("w")
                                .vector("0", 6)
                                .text("optimizer")
                                .dictionary()
                                .text("w")
                                .vector("0", 6)
                                .op('s'))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("w");
            assertThat(checkpoint.skipped()).containsExactly("optimizer: dictionary of 1");
        }
    }

    @Test
    void modelOrderedBeforeStateDict() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("state_dict")
                                .dictionary()
                                .text("a")
                                .vector("0", 6)
                                .op('s')
                                .text("model")
                                .dictionary()
                                .text("b")
                                .vector("0", 6)
                                .op('s'))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("b");
            assertThat(checkpoint.skipped()).containsExactly("state_dict: dictionary of 1");
        }
    }

    @Test
    void wholeModelsAndEmptyDictionariesAreRefused() throws IOException {
        byte[] model = new PickleWriter(2)
                .global("my.models", "Net")
                .op(')', 0x81, '}', 'b')
                .stop();
        assertRefused(new TorchZip("a", model), "my.models.Net", "state_dict()");
        assertRefused(archive(2, p -> p.text("epoch").number(1).text("w").op(']')), "no weights", "w: list");
        assertRefused(new TorchZip("a", new PickleWriter(2).op(']').stop()), "no dictionary");
    }

    /** A module as TorchScript writes it: its class is a name, its state the attributes. */
    private static void module(PickleWriter pickle, Runnable attributes) {
        pickle.global("__torch__.net.___torch_mangle_1", "Block")
                .op(')', 0x81)
                .dictionary()
                .mark();
        attributes.run();
        pickle.text("training").op(0x89).text("hook").op('N').setItems().op('b');
    }

    @Test
    void scriptModulesAreDictionaries() throws IOException {
        PickleWriter p = new PickleWriter(2);
        module(p, () -> {
            p.text("scale").vector("0", 6).text("visual");
            module(p, () -> {
                p.text("proj").vector("0", 6).text("ln");
                module(p, () -> p.text("weight").vector("0", 6));
            });
        });
        Path file = new TorchZip("archive", p.stop())
                .storage("0", SIX)
                .add("constants.pkl", new PickleWriter(2).op(')').stop())
                .add("code/__torch__/net.py", "import os".getBytes(StandardCharsets.US_ASCII))
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format()).isEqualTo("TorchScript archive");
            assertThat(checkpoint.tensors().keySet()).containsExactly("scale", "visual.proj", "visual.ln.weight");
            assertThat(checkpoint.values()).containsOnlyKeys("training", "visual.training", "visual.ln.training");
            assertThat(checkpoint.skipped()).isEmpty();
        }
    }

    @Test
    void theTensorOfAnUnknownStorageIsLeftOut() throws IOException {
        Path file = archive(
                        2,
                        p -> p.text("w")
                                .vector("0", 6)
                                .text("odd")
                                .global("torch._utils", "_rebuild_tensor_v2")
                                .mark()
                                .global("torch.storage", "_load_from_bytes")
                                .op('C', 1, 0, 0x85, 'R')
                                .number(0)
                                .numbers(1)
                                .numbers(1)
                                .op(0x89, '}')
                                .tuple()
                                .reduce())
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("w");
            assertThat(checkpoint.skipped()).containsExactly("odd: tensor of an unknown storage");
        }
    }

    @Test
    void aLoneTensorHasAName() throws IOException {
        Path file = new TorchZip("a", new PickleWriter(2).vector("0", 6).stop())
                .storage("0", SIX)
                .write(file());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(values(checkpoint, "tensor")).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }
}
