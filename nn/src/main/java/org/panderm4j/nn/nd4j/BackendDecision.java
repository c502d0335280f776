package org.panderm4j.nn.nd4j;

import java.util.List;
import java.util.stream.Collectors;
import org.panderm4j.nn.nd4j.CudaSurvey.Devices;
import org.panderm4j.nn.nd4j.CudaSurvey.NoBackend;
import org.panderm4j.nn.nd4j.CudaSurvey.NoDriver;
import org.panderm4j.nn.nd4j.CudaSurvey.NoLibraries;
import org.panderm4j.nn.nd4j.CudaSurvey.NoRuntime;
import org.panderm4j.nn.nd4j.CudaSurvey.ProcessorAsked;
import org.panderm4j.nn.nd4j.CudaSurvey.Unreadable;

/**
 * Where ND4J runs, and why.
 *
 * @param place where
 * @param sentence without a full stop, for a user
 * @param warns whether the user has a card, or a build for one, that ND4J does not use
 */
public record BackendDecision(Place place, String sentence, boolean warns) {
    /** The oldest devices for which ND4J 1.0.0-M2.1 has code. */
    public static final Capability OLDEST = new Capability(3, 7);

    /** The first devices for which it has none: its newest code is for 8.6, which all of generation 8 from there on run. */
    public static final Capability TOO_NEW = new Capability(9, 0);

    private static final String ON_PROCESSOR = "ND4J runs on the processor: ";
    private static final String RANGE = OLDEST + " to 8.9";

    /** Where ND4J may run. */
    public enum Place {
        PROCESSOR,
        CUDA
    }

    /** The decision that follows from what was found. */
    public static BackendDecision of(CudaSurvey survey) {
        if (survey instanceof Devices found) {
            return of(found.devices(), found.visible());
        }
        if (survey instanceof NoBackend) {
            return quiet("this build has no CUDA backend of ND4J's");
        }
        if (survey instanceof ProcessorAsked asked) {
            return quiet(asked.setting() + " asks for it");
        }
        if (survey instanceof NoDriver) {
            return quiet("no NVIDIA driver is installed here (libcuda is not found)");
        }
        if (survey instanceof NoLibraries) {
            return warning("this build has ND4J's CUDA backend without its libraries (-Pcuda is for compiling; "
                    + "-Pcuda-run brings them)");
        }
        if (survey instanceof NoRuntime found) {
            return warning("an NVIDIA driver is installed, but not CUDA 11 (" + found.library()
                    + " is not found; build with -Pcuda-run,cuda-redist or install CUDA 11)");
        }
        return warning("CUDA devices cannot be asked for what they can do (" + ((Unreadable) survey).reason() + ")");
    }

    private static BackendDecision of(List<CudaDevice> devices, String visible) {
        if (devices.isEmpty()) {
            return quiet("there is no CUDA device that this process may use");
        }
        List<CudaDevice> refused = devices.stream().filter(one -> !has(one)).toList();
        if (refused.isEmpty()) {
            return new BackendDecision(
                    Place.CUDA, "ND4J runs on CUDA: " + listed(devices) + many(devices, visible), false);
        }
        List<CudaDevice> usable = devices.stream().filter(BackendDecision::has).toList();
        return warning("its CUDA backend has code for " + RANGE + ", not for " + listed(refused) + "; "
                + cure(refused, usable, visible));
    }

    /** Whether ND4J has code for a device. */
    static boolean has(CudaDevice device) {
        return device.capability().compareTo(OLDEST) >= 0 && device.capability().compareTo(TOO_NEW) < 0;
    }

    /** Its devices are not of equal use to ND4J, which would give each thread another. */
    private static String cure(List<CudaDevice> refused, List<CudaDevice> usable, String visible) {
        if (!usable.isEmpty()) {
            return "set " + setting(usable, visible) + " to leave it " + listed(usable);
        }
        boolean modern = refused.stream().anyMatch(one -> one.capability().compareTo(TOO_NEW) >= 0);
        return modern ? "use the cuda engine (a build with -Pcuda13)" : "no build of this program uses such a device";
    }

    private static String many(List<CudaDevice> devices, String visible) {
        return devices.size() == 1
                ? ""
                : "; it gives them to threads by turns, " + setting(devices.subList(0, 1), visible)
                        + " would leave it one";
    }

    private static String listed(List<CudaDevice> devices) {
        return devices.stream().map(CudaDevice::toString).collect(Collectors.joining(", "));
    }

    /** What leaves some devices only; the variable counts all that the machine has, and a device's index those that are left. */
    private static String setting(List<CudaDevice> devices, String visible) {
        String[] names = visible.isBlank() ? new String[0] : visible.split(",", -1);
        String some = devices.stream()
                .map(one -> one.index() < names.length ? names[one.index()].strip() : String.valueOf(one.index()))
                .collect(Collectors.joining(","));
        return "CUDA_VISIBLE_DEVICES=" + some + (names.length == 0 ? "" : " instead of " + visible.strip());
    }

    private static BackendDecision quiet(String reason) {
        return new BackendDecision(Place.PROCESSOR, ON_PROCESSOR + reason, false);
    }

    private static BackendDecision warning(String reason) {
        return new BackendDecision(Place.PROCESSOR, ON_PROCESSOR + reason, true);
    }
}
