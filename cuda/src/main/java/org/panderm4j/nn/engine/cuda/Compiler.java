package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.nvrtc.NVRTC_SUCCESS;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Compiles our kernels to machine code of one kind of card. Not to the portable form: a newer compiler's is refused by an older
 * driver (measured: NVRTC 13.1 beside tools of 13.0).
 */
final class Compiler {
    /** Kernels on rows of tokens. */
    static final String ROWS = "rows.cu";
    /** Attention, for one width of heads a compilation. */
    static final String ATTENTION = "attention.cu";
    /** Convolutions and pooling of residual networks. */
    static final String GRIDS = "grids.cu";
    /** What all others begin with; compiles by itself. */
    private static final String TRIAL = "common.cu";

    /** What was compiled in this process: towers of one model, and encoders that come and go, share it. */
    private static final Map<List<Object>, byte[]> DONE = new ConcurrentHashMap<>();

    /** Why nothing is compiled, by kind of card. */
    private static final Map<String, Optional<String>> ABSENCES = new ConcurrentHashMap<>();

    private Compiler() {}

    /** The source that is compiled for a file of this package. */
    static String source(String file) {
        return file.equals(TRIAL) ? text(TRIAL) : text(TRIAL) + text(file);
    }

    private static String text(String file) {
        try (InputStream stream = Compiler.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the kernels " + file + " are missing from this build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiles; takes some tenths of a second the first time.
     *
     * @param architecture e.g. {@code sm_90}
     * @param definitions e.g. {@code C=64}
     * @throws CudaException with the first of the compiler's own words
     */
    static byte[] compile(String file, String architecture, List<String> definitions) {
        return DONE.computeIfAbsent(
                List.of(file, architecture, definitions),
                any -> compiled(file, options(architecture, definitions), Compiler::machineCode));
    }

    /**
     * What the assembler tells of each kernel: registers, shared memory, and bytes of registers that had to be put into memory.
     *
     * @throws CudaException with the compiler's own words
     */
    static String report(String file, String architecture, List<String> definitions) {
        List<String> options = options(architecture, definitions);
        options.add("--ptxas-options=-v");
        return compiled(file, options, (program, any) -> log(program));
    }

    /**
     * Why this compiler makes nothing for a kind of card; empty where it does. It loads without the library that it compiles with,
     * and a card may be newer than it is.
     */
    static Optional<String> absence(String architecture) {
        return ABSENCES.computeIfAbsent(architecture, any -> {
            try {
                compile(TRIAL, architecture, List.of());
                return Optional.empty();
            } catch (CudaException e) {
                return Optional.of("NVRTC compiles nothing for " + architecture + " ("
                        + e.getMessage().replaceFirst(" \\(or use .*", "") + "); " + Absence.WHERE);
            }
        });
    }

    private static List<String> options(String architecture, List<String> definitions) {
        List<String> options = new ArrayList<>(List.of("--gpu-architecture=" + architecture, "--std=c++17"));
        definitions.forEach(one -> options.add("-D" + one));
        return options;
    }

    private static <T> T compiled(String file, List<String> options, BiFunction<_nvrtcProgram, String, T> result) {
        _nvrtcProgram program = new _nvrtcProgram();
        try (BytePointer source = new BytePointer(source(file), StandardCharsets.UTF_8);
                BytePointer name = new BytePointer(file, StandardCharsets.UTF_8);
                PointerPointer<BytePointer> arguments =
                        new PointerPointer<>(options.toArray(new String[0]), StandardCharsets.UTF_8)) {
            check(
                    nvrtcCreateProgram(program, source, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null),
                    file);
            int status = nvrtcCompileProgram(program, options.size(), arguments);
            if (status != NVRTC_SUCCESS) {
                throw new CudaException("the kernels " + file + " do not compile with " + String.join(" ", options)
                        + ": " + log(program).lines().findFirst().orElse("no reason given")
                        + " (or use --engine onednn)");
            }
            return result.apply(program, file);
        } finally {
            if (!program.isNull()) {
                nvrtcDestroyProgram(program);
            }
        }
    }

    private static byte[] machineCode(_nvrtcProgram program, String file) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            check(nvrtcGetCUBINSize(program, size), file);
            byte[] code = new byte[Math.toIntExact(size.get())];
            check(nvrtcGetCUBIN(program, code), file);
            return code;
        }
    }

    private static String log(_nvrtcProgram program) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            check(nvrtcGetProgramLogSize(program, size), "its log");
            byte[] log = new byte[Math.toIntExact(size.get())];
            check(nvrtcGetProgramLog(program, log), "its log");
            return new String(log, StandardCharsets.UTF_8).replace("\0", "");
        }
    }

    private static void check(int status, String what) {
        if (status != NVRTC_SUCCESS) {
            throw new CudaException("the compiler of kernels gives "
                    + nvrtcGetErrorString(status).getString() + " for " + what);
        }
    }
}
