package org.panderm4j.nn.tower;

/**
 * A layer norm with weights of its own (Ba et al. 2016).
 *
 * @param eps added to the variance
 */
public record Norm(double eps) {
    public Norm {
        if (!(eps > 0)) {
            throw new IllegalArgumentException("expected a positive eps of a norm, found " + eps);
        }
    }
}
