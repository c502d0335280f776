package org.panderm4j.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Where the JVM starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        boundNativeMemory();
        // Before the first native library is loaded: its version notes go to the log, which leaves them out.
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        int status = PanDerm.run(Console.takeOver(), arguments);
        // The status must reach the shell even if a library left a thread running.
        System.exit(status);
    }

    /** JavaCPP's own bound is the Java heap's, which a model outgrows; ours is what the machine has, less a tenth. */
    private static void boundNativeMemory() {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        System.setProperty(
                "org.bytedeco.javacpp.maxphysicalbytes", Long.toString(machine.getTotalMemorySize() / 10 * 9));
    }
}
