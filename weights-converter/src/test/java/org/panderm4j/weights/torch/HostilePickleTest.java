package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.Tensors;

/** Pickles that try to run code. */
class HostilePickleTest extends HostileArchiveTest {
    @ParameterizedTest
    @CsvSource({
        "os,system",
        "posix,system",
        "nt,system",
        "subprocess,Popen",
        "builtins,eval",
        "builtins,exec",
        "__builtin__,eval",
        "builtins,__import__",
        "builtins,getattr",
        "builtins,compile",
        "builtins,open",
        "sys,exit",
        "shutil,rmtree",
        "runpy,run_path",
        "importlib,import_module",
        "importlib.util,spec_from_file_location",
        "socket,socket",
        "pickle,loads",
        "ctypes,CDLL",
        "webbrowser,open",
        "operator,attrgetter",
        "torch.serialization,os.system",
        "collections,OrderedDict.__init__.__globals__",
        "torch.hub,load",
        "os.path,join"
    })
    void callsThatRunCode(String module, String name) throws IOException {
        Path proof = folder.resolve("proof");
        for (int protocol : new int[] {2, 4}) {
            Path top = write(
                    protocol,
                    p -> p.global(module, name)
                            .mark()
                            .text("touch " + proof)
                            .tuple()
                            .reduce());
            assertRefused(top, module + "." + name);
            Path nested = write(
                    protocol,
                    p -> p.dictionary()
                            .mark()
                            .text("w")
                            .vector("0", 2)
                            .text("state_dict")
                            .dictionary()
                            .text("v")
                            .global(module, name)
                            .mark()
                            .text("touch " + proof)
                            .tuple()
                            .reduce()
                            .op('s')
                            .setItems());
            assertRefused(nested, module + "." + name);
        }
        assertThat(proof).doesNotExist();
    }

    @Test
    void otherWaysToCall() throws IOException {
        assertRefused(write(2, p -> p.mark().text("id").op('i').line("os").line("system")), "os.system");
        assertRefused(write(2, p -> p.mark().global("os", "system").text("id").op('o')), "os.system");
        assertRefused(write(2, p -> p.global("os", "system").op(')', 0x81)), "os.system");
        assertRefused(
                write(
                        2,
                        p -> p.dictionary()
                                .mark()
                                .text("w")
                                .vector("0", 2)
                                .text("f")
                                .global("os", "system")
                                .setItems()),
                "os.system");
    }

    @Test
    void strangeClassesBesideTheWeightsAreOnlyNamed() throws IOException {
        Path file = write(
                2,
                p -> p.dictionary()
                        .mark()
                        .text("model")
                        .dictionary()
                        .text("w")
                        .vector("0", 2)
                        .op('s')
                        .text("path")
                        .global("pathlib", "PosixPath")
                        .mark()
                        .text("/tmp")
                        .tuple()
                        .reduce()
                        .text("nested")
                        .global("a.b", "make")
                        .op(')')
                        .reduce()
                        .op(')')
                        .reduce()
                        .op('}', 'b')
                        .text("scalar")
                        .global("numpy.core.multiarray", "scalar")
                        .mark()
                        .global("numpy", "dtype")
                        .op('U', 2, 0, 0)
                        .tuple()
                        .reduce()
                        .text("size")
                        .global("torch", "Size")
                        .mark()
                        .numbers(1, 2)
                        .tuple()
                        .reduce()
                        .text("dtype")
                        .global("torch", "float16")
                        .setItems());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(Tensors.floats(checkpoint.tensors().get("w"))).containsExactly(1, 2);
            assertThat(checkpoint.skipped())
                    .containsExactly(
                            "path: pathlib.PosixPath",
                            "nested: a.b.make",
                            "scalar: numpy.core.multiarray.scalar",
                            "size: tuple of 2",
                            "dtype: torch.float16");
        }
    }
}
