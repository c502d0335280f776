package org.panderm4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** All commands by name, in the order of the help page. */
final class Commands {
    private Commands() {}

    static Map<String, Object> all(Console console) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("demo", new DemoCommand(console));
        commands.put("models", new ModelsCommand(console));
        commands.put("inspect", new InspectCommand(console));
        commands.put("convert", new ConvertCommand(console));
        commands.put("verify", new VerifyCommand(console));
        commands.put("embed", new EmbedCommand(console));
        commands.put("embed-text", new EmbedTextCommand(console));
        commands.put("tokenize", new TokenizeCommand(console));
        commands.put("preprocess", new PreprocessCommand(console));
        commands.put("classify", new ClassifyCommand(console));
        commands.put("zero-shot", new ZeroShotCommand(console));
        commands.put("retrieve", new RetrieveCommand(console));
        commands.put("linear-probe", new LinearProbeCommand(console));
        commands.put(LinearProbePredictCommand.NAME, new LinearProbePredictCommand(console));
        commands.put(
                "tune",
                TuneCommand.of(
                        new TuneLinearProbeCommand(console),
                        new TuneFinetuneCommand(console),
                        new TuneSaeCommand(console)));
        commands.put(
                "cbm",
                CbmCommand.of(
                        new CbmTrainCommand(console),
                        new CbmInterveneCommand(console),
                        new CbmExplainCommand(console)));
        commands.put("concepts", ConceptsCommand.of(console));
        commands.put("finetune", new FinetuneCommand(console));
        commands.put(FinetuneTestCommand.NAME, new FinetuneTestCommand(console));
        commands.put(FinetunePredictCommand.NAME, new FinetunePredictCommand(console));
        commands.put("pretrain", new PretrainCommand(console));
        commands.put("sae", SaeCommand.of(console));
        commands.put("synth", new SynthCommand(console));
        commands.put("bench", new BenchCommand(console));
        commands.put("doctor", new DoctorCommand(console));
        return commands;
    }
}
