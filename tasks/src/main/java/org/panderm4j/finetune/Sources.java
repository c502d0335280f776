package org.panderm4j.finetune;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.panderm4j.nn.fusion.FusionTowers;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.run.OpenResources;

/** Where a run's features come from, view by view; closing closes all. */
final class Sources implements CaseScorer.Features, AutoCloseable {
    private final Map<View, ViewSource> views;
    private final Optional<MetadataSource> metadata;
    private final OpenResources opened;

    /**
     * @param opened closed with this
     */
    Sources(Map<View, ViewSource> views, Optional<MetadataSource> metadata, OpenResources opened) {
        this.views = views.isEmpty() ? Map.of() : new EnumMap<>(views);
        this.metadata = metadata;
        this.opened = opened;
    }

    /** Views that are seen and of which a case has no picture that can be used. */
    Set<View> missing(int index) {
        return LeftOut.missing(views.keySet(), view -> views.get(view).has(index));
    }

    FusionTowers<CaseBatch> towers() {
        return new FusionTowers<>(
                network(View.CLINICAL), network(View.DERMOSCOPIC), metadata.map(MetadataSource::network));
    }

    private Optional<FeatureNetwork<CaseBatch>> network(View view) {
        return Optional.ofNullable(views.get(view)).map(ViewSource::network);
    }

    @Override
    public Iterable<View> views() {
        return views.keySet();
    }

    @Override
    public float[][] of(View view, int... cases) throws IOException {
        return views.get(view).features(cases);
    }

    @Override
    public Optional<float[][]> metadata(int... cases) {
        return metadata.map(source -> source.features(cases));
    }

    /** Views whose towers are trained. */
    Set<View> trained() {
        Set<View> trained = EnumSet.noneOf(View.class);
        views.forEach((view, source) -> {
            if (source.trained()) {
                trained.add(view);
            }
        });
        return trained;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
