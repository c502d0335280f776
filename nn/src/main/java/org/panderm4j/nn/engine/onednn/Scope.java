package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.tower.Tower;

/**
 * What the compilers of a tower's pieces work with.
 *
 * @param tower to be compiled
 * @param form of the parts that it is compiled for
 * @param arithmetic of the products inside the blocks
 * @param tuning of the program
 * @param program under construction
 * @param tokens the residual stream, [tokens, d] float32
 */
record Scope(Tower tower, Form form, Arithmetic arithmetic, Tuning tuning, ProgramBuilder program, View tokens) {
    static Scope of(Tower tower, Form form, Arithmetic arithmetic, Tuning tuning, ProgramBuilder program) {
        View tokens = program.scratch(Layout.dense(Format.F32, form.tokens(), tower.width()));
        return new Scope(tower, form, arithmetic, tuning, program, tokens);
    }

    Operations operations() {
        return new Operations(program, arithmetic);
    }

    /** Operations that are float32 whatever the blocks are. */
    Operations exact() {
        return new Operations(program, Arithmetic.EXACT);
    }

    Linears linears() {
        return new Linears(program);
    }

    int width() {
        return tower.width();
    }

    /** A matrix in the blocks' own format, one row a token; all blocks share those of one name. */
    View matrix(String name, long width) {
        return program.shared(name, Layout.dense(arithmetic.format(), form.tokens(), width));
    }
}
