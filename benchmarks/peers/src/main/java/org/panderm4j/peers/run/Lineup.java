package org.panderm4j.peers.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

/** The processes that take part on one model. Who is absent or fails is named once and left out from then on. */
final class Lineup implements AutoCloseable {
    private final List<ChildProcess> children = new ArrayList<>();
    private final Consumer<String> log;

    private Lineup(Consumer<String> log) {
        this.log = log;
    }

    /**
     * Starts everybody, one after the other, so that nobody loads while another does.
     *
     * @param versions takes those of the engines that are present
     */
    static Lineup start(Model model, Settings settings, Map<Contestant, String> versions, Consumer<String> log)
            throws IOException {
        Lineup lineup = new Lineup(log);
        for (Contestant contestant : settings.contestants(model)) {
            ChildProcess child = ChildProcess.start(contestant, model, settings);
            lineup.children.add(child);
            lineup.checked(child, child.answer()).ifPresent(answer -> {
                versions.put(contestant, answer.version());
                log.accept(model.id() + ": " + contestant.id() + " is " + answer.version());
            });
        }
        return lineup;
    }

    /** Those still in; the list does not follow later changes. */
    List<ChildProcess> present() {
        return List.copyOf(children);
    }

    /** The answer to a command, or nothing where the child failed and is out. */
    Optional<Answer> ask(ChildProcess child, String command) throws IOException {
        return children.contains(child) ? checked(child, child.ask(command)) : Optional.empty();
    }

    private Optional<Answer> checked(ChildProcess child, Answer answer) {
        if (answer.absent() == null && answer.failure() == null) {
            return Optional.of(answer);
        }
        children.remove(child);
        child.close();
        String reason = answer.absent() == null ? "failed: " + answer.failure() : "skipped: " + answer.absent();
        log.accept(child.contestant().id() + " " + reason);
        return Optional.empty();
    }

    @Override
    public void close() {
        children.forEach(ChildProcess::close);
    }
}
