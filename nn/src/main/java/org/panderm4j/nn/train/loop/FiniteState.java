package org.panderm4j.nn.train.loop;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.optimizer.FiniteCheck;
import org.panderm4j.nn.train.optimizer.Gradients;
import org.panderm4j.nn.train.optimizer.Optimizer;
import org.panderm4j.nn.train.optimizer.ParameterGroup;

/** Says where a run holds NaN or infinity: in which parameter, of which group. */
final class FiniteState {
    private final Gradients gradients;
    private final Optimizer optimizer;
    private final Checkpoints checkpoints;
    private final FiniteCheck check;

    FiniteState(Gradients gradients, Optimizer optimizer, Checkpoints checkpoints, Workers workers) {
        this.gradients = gradients;
        this.optimizer = optimizer;
        this.checkpoints = checkpoints;
        this.check = new FiniteCheck(workers);
    }

    /**
     * Of a step whose loss or gradients are not finite.
     *
     * @param step from 1
     */
    NotFiniteException inGradients(long step, double loss) {
        Optional<Parameter> culprit = gradients.firstNotFinite();
        return NotFiniteException.inGradients(
                step,
                loss,
                culprit.map(this::group).orElse(null),
                culprit.map(Parameter::name).orElse(null));
    }

    /**
     * Looks at parameters and what the optimiser remembers.
     *
     * @param step steps done
     * @return empty if all are finite
     */
    Optional<NotFiniteException> inState(long step) {
        return check.firstNotFinite(checkpoints.tensors())
                .map(tensor -> parameter(tensor)
                        .map(culprit -> NotFiniteException.inState(step, tensor, group(culprit), culprit.name()))
                        .orElseGet(() -> NotFiniteException.inBuffer(step, tensor)));
    }

    /** The one that a tensor is, or belongs to; empty for a buffer. The optimiser's are called {@code optimizer.KIND.PARAMETER}. */
    private Optional<Parameter> parameter(String tensor) {
        List<String> names = List.of(tensor, tensor.replaceFirst("^[^.]*\\.[^.]*\\.", ""));
        return names.stream()
                .flatMap(name -> gradients.parameters().stream()
                        .filter(parameter -> parameter.name().equals(name)))
                .findFirst();
    }

    private String group(Parameter parameter) {
        return optimizer.groups().stream()
                .filter(group -> group.parameters().stream()
                        .anyMatch(member -> member.name().equals(parameter.name())))
                .map(ParameterGroup::name)
                .findFirst()
                .orElseThrow();
    }
}
