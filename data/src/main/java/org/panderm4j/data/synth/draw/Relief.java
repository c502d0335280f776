package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;

/**
 * Light from one side on skin that is not flat: the far flank of a raised lesion darkens, the near one shines. The
 * dermatoscope presses flat and lights evenly, so there only a trace is left.
 */
final class Relief implements Layer {
    @Override
    public void draw(Scene scene, Canvas canvas) {
        RandomGenerator random = scene.shared("relief");
        Noise lumps = new Noise(random.nextLong());
        RandomGenerator lamp = scene.ofView("lamp");
        double angle = Math.PI * (1.1 + 0.8 * lamp.nextDouble());
        float towardX = (float) StrictMath.cos(angle);
        float towardY = (float) StrictMath.sin(angle);
        float[] height = height(scene, lumps);
        float strength = scene.clinical() ? 1 : 0.22f;
        int size = scene.size();
        for (int i = 0; i < scene.pixels(); i++) {
            int column = i % size;
            int row = i / size;
            int left = row * size + Math.max(0, column - 1);
            int right = row * size + Math.min(size - 1, column + 1);
            int above = Math.max(0, row - 1) * size + column;
            int below = Math.min(size - 1, row + 1) * size + column;
            float slopeX = (height[right] - height[left]) / (2 * scene.unit());
            float slopeY = (height[below] - height[above]) / (2 * scene.unit());
            float facing = -(slopeX * towardX + slopeY * towardY);
            float bent = facing / (float) Math.sqrt(1 + facing * facing);
            canvas.multiply(i, 1 + 0.45f * strength * bent);
            float shine = Scene.step(0.25f, 0.75f, facing);
            canvas.add(i, 0.16f * strength * shine);
        }
    }

    private static float[] height(Scene scene, Noise lumps) {
        float rise = scene.attributes().raised() ? 0.42f : 0.02f;
        float[] height = new float[scene.pixels()];
        for (int i = 0; i < height.length; i++) {
            float x = scene.x(i);
            float y = scene.y(i);
            float dome = Scene.step(-0.12f, 0.75f, scene.outline().depth(i));
            float lump = 0.04f * lumps.at(2.6f * x, 2.6f * y, 2) * (0.25f + dome);
            height[i] = rise * dome + lump;
        }
        return height;
    }
}
