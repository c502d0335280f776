package org.panderm4j.nn.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void cosineFallsFromBaseToZero() {
        Schedule schedule = Schedule.cosine(2, 4, 24);
        assertThat(schedule.rate(0)).isEqualTo(0.5);
        assertThat(schedule.rate(3)).isEqualTo(2);
        assertThat(schedule.rate(4)).isEqualTo(2);
        assertThat(schedule.rate(14)).isCloseTo(1, within(1e-12));
        assertThat(schedule.rate(24)).isZero();
        assertThat(schedule.rate(100)).isZero();
    }

    @Test
    void warmUpLongerThanTheRunIsNeverLeft() {
        Schedule schedule = Schedule.cosine(1, 100, 10);
        assertThat(schedule.rate(9)).isEqualTo(0.1);
    }

    @Test
    void coolDownEndsWhereItIsTold() {
        Schedule schedule = Schedule.constantWithCoolDown(1, 0, 10, 4, 1, 0.2);
        assertThat(schedule.rate(0)).isEqualTo(1);
        assertThat(schedule.rate(6)).isEqualTo(1);
        assertThat(schedule.rate(8)).isCloseTo(0.6, within(1e-12));
        assertThat(schedule.rate(10)).isEqualTo(0.2);
        assertThat(schedule.rate(50)).isEqualTo(0.2);
    }

    @Test
    void cosineByEpochIsConstantWithinOne() {
        Schedule schedule = Schedule.cosineByEpoch(2, 0, 3, 4);
        assertThat(schedule.rate(0)).isEqualTo(2);
        assertThat(schedule.rate(2)).isEqualTo(2);
        assertThat(schedule.rate(3)).isCloseTo(1 + Math.cos(Math.PI / 4), within(1e-12));
        assertThat(schedule.rate(5)).isEqualTo(schedule.rate(3));
        assertThat(schedule.rate(6)).isCloseTo(1, within(1e-12));
        assertThat(schedule.rate(12)).isZero();
        assertThat(schedule.rate(99)).isZero();
    }

    @Test
    void cosineByEpochWarmsUpFirst() {
        Schedule schedule = Schedule.cosineByEpoch(2, 1, 4, 3);
        assertThat(schedule.rate(0)).isEqualTo(0.5);
        assertThat(schedule.rate(3)).isEqualTo(2);
        assertThat(schedule.rate(4)).isEqualTo(2);
        assertThat(schedule.rate(8)).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesWhatIsNoSchedule() {
        assertThatThrownBy(() -> Schedule.constant(Double.NaN, 0)).hasMessageContaining("found a rate of NaN");
        assertThatThrownBy(() -> Schedule.constant(1, -1)).hasMessageContaining("-1 steps of warm-up");
        assertThatThrownBy(() -> Schedule.cosine(1, 0, 0)).hasMessageContaining("at least 1 step, found 0");
        assertThatThrownBy(() -> Schedule.constantWithCoolDown(1, 0, 5, 6, 1, 0))
                .hasMessageContaining("1 to 5 steps of cool-down, found 6");
        assertThatThrownBy(() -> Schedule.cosineByEpoch(1, 0, 0, 5)).hasMessageContaining("at least 1 step, found 0");
        assertThatThrownBy(() -> Schedule.cosineByEpoch(1, -1, 2, 5)).hasMessageContaining("warm-up");
    }
}
