package org.panderm4j.weights.torch;

import java.io.IOException;
import java.math.BigInteger;

/** Opcodes that carry a number, a text or bytes. Source: Python's {@code pickletools}. */
final class PickleScalars {
    /** Longer integers cost more than linear time to convert; Python draws a line of the same kind. */
    private static final int LONGEST_INTEGER = 1024;

    private final PickleInput input;

    PickleScalars(PickleInput input) {
        this.input = input;
    }

    /** The value of one opcode, or null if the opcode is of another kind. */
    Object read(int opcode) throws IOException {
        return switch (opcode) {
            case 'N' -> PyNone.NONE;
            case 0x88 -> true;
            case 0x89 -> false;
            case 'J' -> (long) input.int32();
            case 'K' -> (long) input.unsignedByte();
            case 'M' -> (long) input.unsignedShort();
            case 0x8A -> twosComplement(input.unsignedByte());
            case 0x8B -> twosComplement(input.unsignedInt());
            case 'G' -> input.float64();
            case 'X' -> input.utf8(input.unsignedInt());
            case 0x8C -> input.utf8(input.unsignedByte());
            case 0x8D -> input.utf8(input.int64());
            case 'T' -> input.utf8(input.unsignedInt());
            case 'U' -> input.utf8(input.unsignedByte());
            case 'B' -> opaque(input.unsignedInt());
            case 'C' -> opaque(input.unsignedByte());
            case 0x8E, 0x96 -> opaque(input.int64());
            case 'I', 'L', 'F', 'S', 'V' -> line(opcode);
            default -> null;
        };
    }

    private Object line(int opcode) throws IOException {
        String line = input.line();
        return switch (opcode) {
            case 'I' -> line.equals("01") ? (Object) true : line.equals("00") ? (Object) false : decimal(line);
            case 'L' -> decimal(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
            case 'F' -> floating(line);
            // The escapes of protocol 0 are left as they are: torch never writes it.
            case 'S' -> line.length() >= 2 ? line.substring(1, line.length() - 1) : line;
            default -> line;
        };
    }

    private Object decimal(String digits) throws IOException {
        if (digits.length() > LONGEST_INTEGER) {
            throw input.damaged("an integer of " + digits.length() + " digits");
        }
        try {
            return PickleStack.whole(new BigInteger(digits.strip()));
        } catch (NumberFormatException e) {
            throw input.damaged("not an integer");
        }
    }

    private Object floating(String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw input.damaged("not a number");
        }
    }

    /** Little-endian; no bytes mean 0. */
    private Object twosComplement(long bytes) throws IOException {
        if (bytes > LONGEST_INTEGER) {
            throw input.damaged("an integer of " + bytes + " bytes");
        }
        byte[] little = input.bytes(bytes);
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = little[big.length - 1 - i];
        }
        return big.length == 0 ? (Object) 0L : PickleStack.whole(new BigInteger(big));
    }

    /** Bytes are never needed: random states, packed NumPy arrays. */
    private Object opaque(long bytes) throws IOException {
        input.skip(bytes);
        return new Inert("bytes");
    }
}
