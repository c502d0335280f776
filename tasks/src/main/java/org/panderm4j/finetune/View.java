package org.panderm4j.finetune;

import java.util.Locale;
import java.util.Optional;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.NamedPicture;

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
