package org.panderm4j.finetune;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.nn.fusion.FusionDesign;

/** Which of a case's two pictures. */
public enum View {
    CLINICAL {
        @Override
        public Optional<NamedPicture> of(Case one) {
            return one.clinical();
        }
    },
    DERMOSCOPIC {
        @Override
        public Optional<NamedPicture> of(Case one) {
            return one.dermoscopic();
        }
    };

    /** Those that a fusion network sees. */
    static Set<View> of(FusionDesign design) {
        Set<View> views = EnumSet.noneOf(View.class);
        if (design.clinical()) {
            views.add(CLINICAL);
        }
        if (design.dermoscopic()) {
            views.add(DERMOSCOPIC);
        }
        return views;
    }

    /** The picture of a case, if it has one. */
    public abstract Optional<NamedPicture> of(Case one);

    /** As it stands in files and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Before the names of what its tower learns. */
    public String prefix() {
        return word() + ".";
    }
}
