package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** Compiles a tower for parts of one form. */
final class TowerCompiler {
    private final Tower tower;
    private final TowerWeights weights;
    private final Arithmetic arithmetic;
    private final Tuning tuning;

    TowerCompiler(Tower tower, TowerWeights weights, Arithmetic arithmetic, Tuning tuning) {
        this.tower = tower;
        this.weights = weights;
        this.arithmetic = arithmetic;
        this.tuning = tuning;
    }

    Program compile(Form form) {
        ProgramBuilder program = new ProgramBuilder();
        try {
            compile(Scope.of(tower, form, arithmetic, tuning, program));
            return program.build();
        } catch (RuntimeException e) {
            program.abandon();
            throw e;
        }
    }

    private void compile(Scope scope) {
        ScoreTerms terms = new ScoreTerms(scope);
        stem(scope, terms);
        deliver(scope, TowerGraph.STEM);
        BlockCompiler blocks = new BlockCompiler(scope, new AttentionCompiler(scope, terms));
        for (int i = 0; i < tower.blocks().size(); i++) {
            blocks.compile(tower.blocks().get(i), weights.blocks().get(i));
            deliver(scope, TowerGraph.block(i));
        }
        tower.heads()
                .forEach((name, head) ->
                        new HeadCompiler(scope, name, head, weights.heads().get(name)).compile());
    }

    private void stem(Scope scope, ScoreTerms terms) {
        if (weights.stem() instanceof StemWeights.Patches patches) {
            new PatchStemCompiler(scope, patches).compile();
        } else if (weights.stem() instanceof StemWeights.Words words) {
            words(scope, words);
        } else if (weights.stem() instanceof StemWeights.Joint joint) {
            new JointStemCompiler(scope, joint).compile(tower.blocks().get(0).attention(), terms);
        }
    }

    private static void words(Scope scope, StemWeights.Words words) {
        View x = scope.tokens();
        scope.program().add(new TextRows(words, x.location(), scope.form(), 0, scope.width()));
        if (words.norm().isPresent()) {
            double eps = ((TokenStem) scope.tower().stem()).norm().orElseThrow().eps();
            scope.exact().norm(x, words.norm().get(), eps, x);
        }
    }

    /** All tokens as they are now; asked for only where all sequences have one length. */
    private static void deliver(Scope scope, String name) {
        scope.program()
                .deliver(name, scope.tokens(), scope.form().segments().get(0).length(), scope.width());
    }
}
