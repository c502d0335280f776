package org.panderm4j.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Commands that a newcomer may try after the tour, on the pictures in {@code data/demo}. */
public final class NextSteps {
    private NextSteps() {}

    /** What each does, and the command line. */
    public static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put(
                "One picture, names of your own",
                "./panderm classify data/demo/images/dermoscopic/L00001.png --model demo --labels \"melanoma,nevus\"");
        commands.put(
                "A table of pictures, with metrics and a page",
                "./panderm zero-shot --model demo --dataset demo=data/demo/pairs.csv --label-set demo=data/demo/classes.txt"
                        + " --image-root data/demo --label-column label --out target/zero-shot");
        commands.put(
                "Captions for pictures, pictures for captions",
                "./panderm retrieve --model demo --csv data/demo/pairs.csv --image-root data/demo --caption-column caption"
                        + " --out target/retrieval");
        commands.put(
                "Draw more lesions, with whatever lies over them", "./panderm synth --lesions 400 --out target/world");
        commands.put("The same on a real model", "./panderm models");
        return commands;
    }
}
