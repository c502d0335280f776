package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.nn.train.optimizer.Schedule;

/** What the folder {@code zero-shot} of the golden fixtures holds on contrastive training. */
record ContrastiveFixture(Path folder, JsonNode meta) {
    static ContrastiveFixture open() throws IOException {
        ZeroShotFixture fixture = ZeroShotFixture.open();
        return new ContrastiveFixture(fixture.folder(), fixture.meta());
    }

    /** Every {@code ..._loss} of the meta data. */
    List<LossCase> losses() {
        List<LossCase> cases = new ArrayList<>();
        meta.properties().forEach(field -> {
            if (field.getKey().endsWith("_loss") && field.getValue().has("loss")) {
                cases.add(new LossCase(this, field.getKey(), field.getValue()));
            }
        });
        assertThat(cases).as("losses in the meta data of %s", folder).isNotEmpty();
        return cases;
    }

    /** Every list of rates of the meta data's schedules. */
    List<ScheduleCase> schedules() {
        JsonNode settings = meta.path("schedules");
        List<ScheduleCase> cases = new ArrayList<>();
        settings.properties().forEach(field -> {
            if (field.getValue().isArray()) {
                cases.add(new ScheduleCase(field.getKey(), settings));
            }
        });
        assertThat(cases).as("schedules in the meta data of %s", folder).isNotEmpty();
        return cases;
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        meta.path("train").path("runs").fieldNames().forEachRemaining(name -> runs.add(new Run(this, name)));
        assertThat(runs).as("runs in the meta data of %s", folder).isNotEmpty();
        return runs;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** A loss of the pairs in {@code loss_*_features.npy}. */
    record LossCase(ContrastiveFixture fixture, String name, JsonNode facts) {
        double loss() {
            return facts.get("loss").doubleValue();
        }

        double scale() {
            return facts.get("logit_scale").doubleValue();
        }

        OptionalDouble bias() {
            return number("logit_bias");
        }

        /** By the scale itself. */
        OptionalDouble scaleGradient() {
            return number("grad_logit_scale");
        }

        private OptionalDouble number(String key) {
            return facts.has(key) ? OptionalDouble.of(facts.get(key).doubleValue()) : OptionalDouble.empty();
        }

        double[][] images() throws IOException {
            return doubles("loss_image_features.npy");
        }

        double[][] texts() throws IOException {
            return doubles("loss_text_features.npy");
        }

        private double[][] doubles(String file) throws IOException {
            float[][] rows = ZeroShotFixture.rows(fixture.file(file));
            double[][] doubles = new double[rows.length][rows[0].length];
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < rows[i].length; k++) {
                    doubles[i][k] = rows[i][k];
                }
            }
            return doubles;
        }

        float[] imageGradient() throws IOException {
            return Npy.read(fixture.file("loss_grad_image.npy")).floats();
        }

        float[] textGradient() throws IOException {
            return Npy.read(fixture.file("loss_grad_text.npy")).floats();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A schedule whose name says what it is, e.g. {@code const_cooldown_10_power2_end1e-5}. */
    record ScheduleCase(String name, JsonNode settings) {
        private static final Pattern COOL_DOWN = Pattern.compile("const_cooldown_(\\d+)_power([^_]+)_end(.+)");

        double[] rates() {
            return StreamSupport.stream(settings.get(name).spliterator(), false)
                    .mapToDouble(JsonNode::doubleValue)
                    .toArray();
        }

        Schedule schedule() {
            double base = settings.get("base_lr").doubleValue();
            long warmUp = settings.get("warmup").longValue();
            long steps = settings.get("steps").longValue();
            Matcher coolDown = COOL_DOWN.matcher(name);
            if (coolDown.matches()) {
                return Schedule.constantWithCoolDown(
                        base,
                        warmUp,
                        steps,
                        Long.parseLong(coolDown.group(1)),
                        Double.parseDouble(coolDown.group(2)),
                        Double.parseDouble(coolDown.group(3)));
            }
            return switch (name) {
                case "cosine" -> Schedule.cosine(base, warmUp, steps);
                case "const" -> Schedule.constant(base, warmUp);
                default -> throw new IllegalStateException("no schedule for the name " + name);
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A training of two linear towers. */
    record Run(ContrastiveFixture fixture, String name) {
        /** What all runs share. */
        JsonNode settings() {
            return fixture.meta.get("train");
        }

        private JsonNode facts() {
            return settings().get("runs").get(name);
        }

        /** Batches a step. */
        int parts() {
            return facts().get("accum_freq").intValue();
        }

        int batch() {
            return settings().get("batch").intValue();
        }

        int stepsPerEpoch() {
            return settings().get("batches_per_epoch").intValue() / parts();
        }

        long steps() {
            return (long) stepsPerEpoch() * settings().get("epochs").intValue();
        }

        Optional<Double> clipNorm() {
            return number("grad_clip_norm");
        }

        /** In place of that of the file, for runs that begin elsewhere. */
        Optional<Double> initialLogScale() {
            return number("initial_logit_scale");
        }

        private Optional<Double> number(String key) {
            JsonNode value = facts().path(key);
            return value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty();
        }

        List<Double> numbers(String key) {
            return StreamSupport.stream(facts().get(key).spliterator(), false)
                    .map(JsonNode::doubleValue)
                    .toList();
        }

        float[][] images() throws IOException {
            return ZeroShotFixture.rows(fixture.file("train_images.npy"));
        }

        float[][] texts() throws IOException {
            return ZeroShotFixture.rows(fixture.file("train_texts.npy"));
        }

        Path before(String parameter) {
            return fixture.file("train_init_" + parameter + ".npy");
        }

        Path after(String parameter) {
            return fixture.file("train_" + name + "_" + parameter + ".npy");
        }

        /** Of which the folder holds the end of this run. */
        TreeSet<String> parameterNames() throws IOException {
            Pattern pattern = Pattern.compile("train_" + Pattern.quote(name) + "_(.+)\\.npy");
            try (Stream<Path> files = Files.list(fixture.folder)) {
                TreeSet<String> names = new TreeSet<>();
                files.map(file -> pattern.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .forEach(file -> names.add(file.group(1)));
                return names;
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
