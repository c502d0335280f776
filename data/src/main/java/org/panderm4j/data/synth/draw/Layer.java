package org.panderm4j.data.synth.draw;

/** One thing that a picture shows, drawn over what is there already. */
interface Layer {
    void draw(Scene scene, Canvas canvas);
}
