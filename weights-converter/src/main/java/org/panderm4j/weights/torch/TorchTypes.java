package org.panderm4j.weights.torch;

import java.util.Map;
import java.util.Optional;
import org.panderm4j.weights.checkpoint.DType;

/** torch's names of element types. */
final class TorchTypes {
    /** A storage of bytes; the tensor says what they are. */
    static final String UNTYPED = "UntypedStorage";

    private static final Map<String, DType> STORAGES = Map.of(
            "DoubleStorage", DType.F64,
            "FloatStorage", DType.F32,
            "HalfStorage", DType.F16,
            "BFloat16Storage", DType.BF16,
            "LongStorage", DType.I64,
            "IntStorage", DType.I32,
            "ShortStorage", DType.I16,
            "CharStorage", DType.I8,
            "ByteStorage", DType.U8,
            "BoolStorage", DType.BOOL);

    private static final Map<String, DType> CONSTANTS = Map.ofEntries(
            Map.entry("float64", DType.F64),
            Map.entry("double", DType.F64),
            Map.entry("float32", DType.F32),
            Map.entry("float", DType.F32),
            Map.entry("float16", DType.F16),
            Map.entry("half", DType.F16),
            Map.entry("bfloat16", DType.BF16),
            Map.entry("int64", DType.I64),
            Map.entry("long", DType.I64),
            Map.entry("int32", DType.I32),
            Map.entry("int", DType.I32),
            Map.entry("int16", DType.I16),
            Map.entry("short", DType.I16),
            Map.entry("int8", DType.I8),
            Map.entry("uint64", DType.U64),
            Map.entry("uint32", DType.U32),
            Map.entry("uint16", DType.U16),
            Map.entry("uint8", DType.U8),
            Map.entry("bool", DType.BOOL));

    private TorchTypes() {}

    /** The element type of a storage class. */
    static Optional<DType> ofStorage(String className) {
        return Optional.ofNullable(STORAGES.get(className));
    }

    /** The element type of a constant such as {@code torch.float32}. */
    static Optional<DType> ofConstant(PyGlobal constant) {
        return constant.module().equals("torch")
                ? Optional.ofNullable(CONSTANTS.get(constant.name()))
                : Optional.empty();
    }
}
