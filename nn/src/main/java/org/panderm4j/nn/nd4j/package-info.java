/**
 * What stands between this program and ND4J's backends: which of them may run here, and how its arrays are reached from Java.
 *
 * <p>In: the class path, the machine's CUDA devices, arrays. Out: a decision with its sentence, views of arrays. None of its business:
 * graphs, the console, the engine on CUDA 13.
 *
 * <p>ND4J's CUDA backend takes any device, also one for which it has no code, and then fails at the first array. So {@link
 * org.panderm4j.nn.nd4j.GuardedCpuBackend} stands before it in ND4J's own list of backends: ND4J asks it first, whoever touches ND4J
 * first (a command, this library, Deeplearning4j, a user's own code), and nobody has to remember to call anything. In a build without
 * the CUDA backend it looks for one class and loads nothing.
 *
 * <p>Only {@link org.panderm4j.nn.nd4j.HostMemory} takes the address of an array: elsewhere that would be an assumption that arrays lie
 * in this process's memory, which on CUDA they do not.
 */
package org.panderm4j.nn.nd4j;
