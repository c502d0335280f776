package org.panderm4j.peers.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes from the examples in "Protocol Buffers, Encoding", and by its rules. */
class ProtobufTest {
    private static String hex(Protobuf message) {
        return HexFormat.of().formatHex(message.toBytes());
    }

    @Test
    void integersAreVarints() {
        assertThat(hex(new Protobuf().integer(1, 150))).isEqualTo("089601");
        assertThat(hex(new Protobuf().integer(1, 0))).isEqualTo("0800");
        assertThat(hex(new Protobuf().integer(20, 7))).isEqualTo("a00107");
        assertThat(hex(new Protobuf().integer(3, -2))).isEqualTo("18feffffffffffffffff01");
    }

    @Test
    void stringsAndMessagesCarryTheirLength() {
        assertThat(hex(new Protobuf().string(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new Protobuf().message(3, new Protobuf().integer(1, 150))))
                .isEqualTo("1a03089601");
        assertThat(hex(new Protobuf().string(1, ""))).isEqualTo("0a00");
    }

    @Test
    void floatsAreFourBytesLowestFirst() {
        assertThat(hex(new Protobuf().decimal(2, 1))).isEqualTo("150000803f");
        assertThat(hex(new Protobuf().decimal(2, -2.5f))).isEqualTo("15000020c0");
    }

    @Test
    void attributesAreTyped() {
        assertThat(hex(Attribute.integer("axis", -1).message()))
                .isEqualTo("0a0461786973" + "18ffffffffffffffffff01" + "a00102");
        assertThat(hex(Attribute.integers("p", 1, 0).message())).isEqualTo("0a0170" + "40014000" + "a00107");
        assertThat(hex(Attribute.decimal("e", 1).message())).isEqualTo("0a0165" + "150000803f" + "a00101");
    }
}
