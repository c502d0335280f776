package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.javacpp.BytePointer;

/** Our kernels on one card, compiled when they are first asked for. */
final class Kernels implements AutoCloseable {
    private final String architecture;
    private final Map<String, CUmod_st> modules = new HashMap<>();
    private final Map<String, Kernel> kernels = new HashMap<>();

    Kernels(String architecture) {
        this.architecture = architecture;
    }

    /**
     * A kernel.
     *
     * @param definitions what the compiler is told
     */
    Kernel of(String file, List<String> definitions, String name) {
        return kernels.computeIfAbsent(file + definitions + name, any -> {
            CUfunc_st function = new CUfunc_st();
            Cuda.check(cuModuleGetFunction(function, module(file, definitions), name), "the kernel " + name);
            return new Kernel(name, function);
        });
    }

    private CUmod_st module(String file, List<String> definitions) {
        return modules.computeIfAbsent(file + definitions, any -> {
            CUmod_st module = new CUmod_st();
            try (BytePointer code = new BytePointer(Compiler.compile(file, architecture, definitions))) {
                Cuda.check(cuModuleLoadData(module, code), "the kernels " + file);
            }
            return module;
        });
    }

    @Override
    public void close() {
        modules.values().forEach(module -> cuModuleUnload(module));
        modules.clear();
        kernels.clear();
    }
}
