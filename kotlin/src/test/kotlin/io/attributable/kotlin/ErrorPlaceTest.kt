package io.attributable.kotlin

import java.nio.file.Path
import kotlin.io.path.writeText
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

@Tag("slow")
class ErrorPlaceTest {
    @TempDir private lateinit var folder: Path

    @Test
    fun `an error of the processor names the line in Kotlin`() {
        val source = folder.resolve("Wrong.kt")
        source.writeText(
            """
            import io.attributable.*

            @AttributedModel(savedModel = "${DigitModel.path}")
            interface Wrong {
                @Attributable(layer = "conv3") fun right(): Layer

                @Attributable(layer = "conv4") fun wrong(): Layer
            }
            """
                .trimIndent()
        )

        assertThat(CompilerRun(folder).messagesWithKapt(source).filter { "error:" in it })
            .singleElement()
            .asString()
            .contains("$source:7: error: [UnknownLayer] No layer \"conv4\"")
    }
}
