package io.channelwise.cli;

import io.channelwise.runtime.Bfloat16Units;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import java.io.PrintWriter;

/** That a precision does not pay on this processor. */
final class PrecisionNote {

    private PrecisionNote() {}

    static void print(Precision precision, ComputeDevice on, PrintWriter err) {
        if (precision == Precision.BFLOAT16 && on.isCpu() && Bfloat16Units.areMissing()) {
            err.println(
                    "note: this processor has no units for bf16 (AVX512_BF16, AMX), so it takes longer than float32;"
                            + " --precision float32 is faster");
        }
    }
}
