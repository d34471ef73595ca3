package io.attributable.kotlin

import io.attributable.Target
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class TargetsTest {
    @Test
    fun `one index for every example`() {
        assertThat(targetOf(7)).isEqualTo(Target.of(7))
        assertThat(targetOf(3, -1)).isEqualTo(Target.of(3, -1))
    }

    @Test
    fun `collections and ranges give each example its own class`() {
        assertThat(targetsOf(listOf(7, 2, 1))).isEqualTo(Target.perExample(7, 2, 1))
        assertThat(targetsOf(setOf(4))).isEqualTo(Target.perExample(4))
        assertThat(targetsOf(0..3)).isEqualTo(Target.perExample(0, 1, 2, 3))
        assertThat(targetsOf(9 downTo 5 step 2)).isEqualTo(Target.perExample(9, 7, 5))
        assertThat(targetsOf(7, 2, 1)).isEqualTo(Target.perExample(7, 2, 1))
    }

    @Test
    fun `collections of collections give each example its own index`() {
        assertThat(targetsOf(listOf(listOf(0, 3), listOf(2, 1))))
            .isEqualTo(Target.perExampleIndex(intArrayOf(0, 3), intArrayOf(2, 1)))
        assertThat(targetsOf(listOf(0..1, 2..3)))
            .isEqualTo(Target.perExampleIndex(intArrayOf(0, 1), intArrayOf(2, 3)))
    }

    @Test
    fun `the predicted class`() {
        assertThat(predictedTarget()).isEqualTo(Target.predicted())
    }
}
