package org.panderm4j.nn.engine.cuda;

/**
 * Which lane of a warp holds which value in the matrix unit's operations, from the tables of the PTX ISA ("Matrix fragments for
 * mma.m16n8k16", "ldmatrix"). A register of two bf16 values is two floats here, the low one first; addresses are in bytes.
 */
final class MatrixUnit {
    private static final int LANES = 32;

    private MatrixUnit() {}

    /** c += a b for a of 16 x 16, b of 16 x 8 and c of 16 x 8; [lane][value of the fragment]. */
    static void multiply(float[][] c, float[][] a, float[][] b) {
        float[][] left = new float[16][16];
        float[][] right = new float[16][8];
        for (int lane = 0; lane < LANES; lane++) {
            int group = lane / 4;
            int inGroup = lane % 4;
            for (int i = 0; i < 8; i++) {
                left[i % 4 < 2 ? group : group + 8][inGroup * 2 + i % 2 + (i < 4 ? 0 : 8)] = a[lane][i];
            }
            for (int i = 0; i < 4; i++) {
                right[inGroup * 2 + i % 2 + (i < 2 ? 0 : 8)][group] = b[lane][i];
            }
        }
        for (int lane = 0; lane < LANES; lane++) {
            for (int i = 0; i < 4; i++) {
                int row = i < 2 ? lane / 4 : lane / 4 + 8;
                int column = lane % 4 * 2 + i % 2;
                for (int k = 0; k < 16; k++) {
                    c[lane][i] += left[row][k] * right[k][column];
                }
            }
        }
    }

    /**
     * Four matrices of 8 x 8; lane l tells where row l % 8 of matrix l / 8 is. Register m of a lane receives two values of matrix
     * m.
     *
     * @param transposed whether the two come from a column
     * @return [lane][8]
     */
    static float[][] matrices(float[] shared, int[] addresses, boolean transposed) {
        float[][] registers = new float[LANES][8];
        for (int matrix = 0; matrix < 4; matrix++) {
            requireFreeOfConflicts(addresses, matrix);
            for (int lane = 0; lane < LANES; lane++) {
                for (int i = 0; i < 2; i++) {
                    int row = transposed ? lane % 4 * 2 + i : lane / 4;
                    int column = transposed ? lane / 4 : lane % 4 * 2 + i;
                    registers[lane][matrix * 2 + i] = shared[addresses[matrix * 8 + row] / Short.BYTES + column];
                }
            }
        }
        return registers;
    }

    /** Memory has 32 banks of 4 bytes; the eight rows of a matrix, 16 bytes each, are read at once if they are in different ones. */
    private static void requireFreeOfConflicts(int[] addresses, int matrix) {
        int taken = 0;
        for (int row = 0; row < 8; row++) {
            int address = addresses[matrix * 8 + row];
            if (address % 16 != 0) {
                throw new IllegalStateException("a row begins at byte " + address + ", no multiple of 16");
            }
            taken |= 1 << address / 16 % 8;
        }
        if (taken != 0xff) {
            throw new IllegalStateException("rows of a matrix lie in the same banks");
        }
    }

    /** What a lane receives from the lane whose number differs in one bit. */
    static float fromNeighbour(float[] values, int lane, int bit) {
        return values[lane ^ bit];
    }
}
