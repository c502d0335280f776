package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.synth.lesion.Structure;
import org.panderm4j.data.synth.lesion.Vessels;

/** Round things strewn over the lesion: globules, milia-like cysts, dotted vessels, lacunae. */
final class Dots implements Layer {
    private static final Tint GLOBULE = Tint.of(0x2E1C14);
    private static final Tint CYST = Tint.of(0xFFF3D6);
    private static final Tint VESSEL = Tint.of(0xB01622);
    private static final Tint LAKE = Tint.of(0x6E0F2C);
    private static final Tint SEPTUM = Tint.of(0xE3B3B6);

    @Override
    public void draw(Scene scene, Canvas canvas) {
        boolean clinical = scene.clinical();
        for (Structure structure : scene.attributes().structures()) {
            switch (structure) {
                case GLOBULES -> strew(scene, canvas, "globules", GLOBULE, 4, 0.55f, 0.3f, clinical ? 0.35f : 0.85f);
                case MILIA -> cysts(scene, canvas, clinical ? 0.6f : 1);
                case LACUNAE -> lakes(scene, canvas, clinical ? 0.65f : 0.95f);
                case BLUE_WHITISH_VEIL, SCALE, ULCER -> {}
            }
        }
        if (scene.attributes().vessels() == Vessels.DOTTED) {
            strew(scene, canvas, "dotted vessels", VESSEL, 5, 0.8f, 0.24f, clinical ? 0.3f : 0.85f);
        }
    }

    /** Dots of about {@code radius / density} in {@code share} of the cells, smaller in some. */
    private static void strew(
            Scene scene,
            Canvas canvas,
            String name,
            Tint tint,
            float density,
            float share,
            float radius,
            float strength) {
        RandomGenerator random = scene.shared(name);
        Cells cells = new Cells(random.nextLong(), 0.85f);
        for (int i = 0; i < scene.pixels(); i++) {
            if (scene.outline().depth(i) > 0) {
                cells.find(density * scene.x(i), density * scene.y(i));
                if (cells.own(0) < share) {
                    float wide = radius * (0.65f + 0.6f * cells.own(1));
                    float blur = Math.max(0.08f, density * scene.unit());
                    float cover = Scene.step(wide + 0.5f * blur, wide - 0.5f * blur, cells.nearest());
                    canvas.mix(
                            i,
                            tint,
                            strength
                                    * cover
                                    * Scene.step(0, 0.12f, scene.outline().depth(i)));
                }
            }
        }
    }

    /** Bright cysts with a glow, and between them some dark openings. */
    private static void cysts(Scene scene, Canvas canvas, float strength) {
        strew(scene, canvas, "openings", GLOBULE, 3, 0.22f, 0.3f, 0.6f * strength);
        strew(scene, canvas, "milia glow", CYST, 3.3f, 0.5f, 0.4f, 0.3f * strength);
        strew(scene, canvas, "milia glow", CYST, 3.3f, 0.5f, 0.24f, 0.9f * strength);
    }

    private static void lakes(Scene scene, Canvas canvas, float strength) {
        RandomGenerator random = scene.shared("lacunae");
        Cells cells = new Cells(random.nextLong(), 0.6f);
        Noise rim = new Noise(random.nextLong());
        for (int i = 0; i < scene.pixels(); i++) {
            float inside = scene.outline().inside(i);
            if (inside > 0) {
                float bend = 0.3f * rim.at(2.8f * scene.x(i), 2.8f * scene.y(i), 2);
                cells.find(2.5f * scene.x(i) + bend, 2.5f * scene.y(i) - bend);
                float lake = Scene.step(0.62f, 0.4f, cells.nearest()) * Scene.step(0.02f, 0.3f, cells.edge());
                canvas.mix(i, SEPTUM, 0.34f * strength * inside * (1 - lake));
                float bright = 0.75f + 0.8f * cells.own(0);
                float hollow = 1 - 0.25f * Scene.step(0.5f, 0.1f, cells.nearest());
                canvas.mix(i, LAKE.times(bright * hollow), 0.62f * strength * inside * lake);
            }
        }
    }
}
