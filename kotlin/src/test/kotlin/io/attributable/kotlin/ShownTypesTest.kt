package io.attributable.kotlin

import io.attributable.testing.ShownTypes
import java.nio.file.Path
import java.util.regex.Pattern
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** What users see names no type that may change with any release. */
class ShownTypesTest {
    private val anchor = AttributionScope::class.java

    @Test
    fun `neither graphs nor internals are shown`() {
        assertThat(naming("io\\.attributable\\.(graph|([\\w.]+\\.)?internal)\\.")).isEmpty()
    }

    @Test
    fun `what is shown is found`() {
        assertThat(naming("io\\.attributable\\.Reduction")).isNotEmpty()
    }

    private fun naming(hidden: String): List<String> {
        val root = Path.of(System.getProperty("project.root"))
        val moduleInfo = root.resolve("kotlin/src/main/kotlin/module-info.java")
        return ShownTypes.naming(moduleInfo, anchor, Pattern.compile(hidden))
    }
}
