package org.panderm4j.nn.nd4j;

import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's CPU backend as the one that ND4J asks first, so that {@link BackendGuard} is heard before the CUDA backend is: it is available
 * where ND4J is to run on the processor. Made by ND4J, which finds it in its list of services.
 */
public final class GuardedCpuBackend extends CpuBackend {
    @Override
    public boolean isAvailable() {
        return BackendGuard.decision().place() == BackendDecision.Place.PROCESSOR;
    }

    @Override
    public boolean canRun() {
        return isAvailable();
    }

    /** Before all others, whatever the environment asks for: that is part of the decision. */
    @Override
    public int getPriority() {
        return 1 + Math.max(BACKEND_PRIORITY_CPU, Math.max(BACKEND_PRIORITY_GPU, BACKEND_PRIORITY_AURORA));
    }
}
