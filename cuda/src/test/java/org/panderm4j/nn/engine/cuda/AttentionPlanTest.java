package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.cuda.AttentionPlan.Tiling;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

class AttentionPlanTest {
    /** What a block may have on cards of capability 8.6 and 8.9, the least of those that are supported. */
    private static final int LEAST_SHARED = 99 * 1024;

    private static AttentionCall call(int width, int length, boolean causal) {
        return new AttentionCall(0, 0, 0, 0, 3, length, 5, width, 1, causal);
    }

    private static Tiling tiling(int width, int length, boolean causal) {
        return Tiling.of(call(width, length, causal));
    }

    @Test
    void everyFormFitsTheSharedMemoryOfEveryCard() {
        for (int width = 1; width <= AttentionPlan.PLAIN_WIDEST; width++) {
            for (int length : new int[] {1, 64, 65, 1000}) {
                for (Element format : new Element[] {Element.F32, Element.BF16}) {
                    AttentionCall call = call(width, length, length % 2 == 0);
                    assertThat(AttentionPlan.of(call, format).grid().shared())
                            .as("shared memory of width %d, length %d, %s", width, length, format)
                            .isPositive()
                            .isLessThanOrEqualTo(LEAST_SHARED);
                }
            }
        }
    }

    @Test
    void twoGroupsOfQueriesForLongSequencesOfNarrowHeads() {
        assertThat(tiling(64, 197, false)).isEqualTo(new Tiling(2, 4, 64, 2));
        assertThat(tiling(64, 64, false)).isEqualTo(new Tiling(1, 4, 32, 3));
        assertThat(tiling(64, 197, true)).isEqualTo(new Tiling(1, 4, 32, 3));
        assertThat(tiling(72, 197, false)).isEqualTo(new Tiling(1, 4, 32, 3));
        assertThat(tiling(104, 197, false)).isEqualTo(new Tiling(1, 4, 32, 3));
        assertThat(tiling(112, 197, false)).isEqualTo(new Tiling(1, 4, 64, 2));
        assertThat(tiling(120, 10, true)).isEqualTo(new Tiling(1, 4, 64, 2));
    }

    @Test
    void everyMaskIsOneOfTheMaskedKernel() {
        AttentionCall seen = new AttentionCall(0, 0, 1, 0, 1, 9, 1, 64, 1, false);
        AttentionCall added = new AttentionCall(0, 0, 0, 1, 1, 9, 1, 64, 1, false);
        for (AttentionCall one : new AttentionCall[] {seen, added, call(64, 9, true)}) {
            AttentionPlan plan = AttentionPlan.of(one, Element.BF16);
            assertThat(plan.kernel()).isEqualTo("attention_masked_bf16");
            assertThat(plan.definitions())
                    .containsExactly("C=64", "GROUPS=1", "WARPS=4", "KEYS=32", "BLOCKS=3", "MASKED=1");
        }
        AttentionPlan plan = AttentionPlan.of(call(64, 9, false), Element.BF16);
        assertThat(plan.kernel()).isEqualTo("attention_bf16");
        assertThat(plan.definitions()).endsWith("MASKED=0");
    }

    @Test
    void blocksTakeAllQueriesOfAllHeads() {
        // 197 queries are two blocks of 128, three of 64 and some, seven of 32
        assertThat(AttentionPlan.of(call(64, 197, false), Element.BF16).grid())
                .isEqualTo(new Grid(3 * 5 * 2, 1, 128, 4 * 64 * 72 * 2));
        assertThat(AttentionPlan.of(call(64, 197, true), Element.BF16).grid())
                .isEqualTo(new Grid(3 * 5 * 4, 1, 128, 4 * 32 * 72 * 2));
        assertThat(AttentionPlan.of(call(64, 197, false), Element.F32).grid())
                .isEqualTo(new Grid(3 * 5 * 4, 1, 256, (128 * 68 + 64 * 33) * 4));
        assertThat(AttentionPlan.of(call(97, 197, false), Element.F32).grid())
                .isEqualTo(new Grid(3 * 5 * 7, 1, 256, (96 * 108 + 32 * 33) * 4));
    }

    @Test
    void headsTheMatrixUnitCannotTakeAreComputedInFloat32() {
        assertThat(AttentionPlan.of(call(12, 9, false), Element.BF16).kernel()).isEqualTo("attention_plain_bf16");
        assertThat(AttentionPlan.of(call(136, 9, true), Element.BF16).kernel()).isEqualTo("attention_plain_bf16");
        AttentionPlan plan = AttentionPlan.of(call(64, 9, true), Element.F32);
        assertThat(plan.kernel()).isEqualTo("attention_plain_f32");
        assertThat(plan.definitions()).containsExactly("C=64");
    }

    @Test
    void widerHeadsAreRefused() {
        assertThatThrownBy(() -> AttentionPlan.of(call(241, 9, false), Element.F32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engine 'cuda' takes heads of at most 240 values, found 241");
    }

    /** The constants of attention.cu are those of the plan. */
    @Test
    void sourceHasTheSameConstants() {
        assertThat(Compiler.source(Compiler.ATTENTION))
                .contains("#define CP ((C + 15) / 16 * 16)", "#define STRIDE (CP + 8)")
                .contains("#define QUERIES (WARPS * GROUPS * 16)", "#define PLAIN_KEYS 32")
                .contains("#define PLAIN_STRIDE (PLAIN_C + 4)", "#define PER (PLAIN_C <= 96 ? 2 : 1)");
        assertThat(Compiler.source(Compiler.ROWS)).contains("#define NORM_WARPS 8");
    }
}
