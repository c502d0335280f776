package org.panderm4j.nn.engine.onednn;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The programs for the forms used last; those not used for longest make room. */
final class Programs implements AutoCloseable {
    private static final int MOST = 16;

    private final TowerCompiler compiler;
    private final Map<Form, Program> programs = new LinkedHashMap<>(MOST, 0.75f, true);

    Programs(TowerCompiler compiler) {
        this.compiler = compiler;
    }

    /** The program for a form, compiled if there is none yet. */
    Program of(Form form) {
        Program known = programs.get(form);
        if (known != null) {
            return known;
        }
        while (programs.size() >= MOST) {
            Iterator<Program> oldest = programs.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        Program program = compiler.compile(form);
        programs.put(form, program);
        return program;
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
        programs.clear();
    }
}
