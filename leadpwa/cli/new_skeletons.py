"""The words that a new page begins with, for its author to replace."""

from __future__ import annotations

SUMMARY = {
    "zh": "（用一句话写：讲什么，谁来读，读后能做什么。）",
    "en": "(One sentence: what it is about, who reads it, what they can do afterwards.)",
}
OWNER = {
    "policy": {"zh": "客户服务部", "en": "Customer service"},
    "training": {"zh": "培训部", "en": "Training"},
}
_POLICY = {
    "zh": """\
（这一页为什么要有。）

## 规定 {#rule}

（谁，几时之前，做什么。）
""",
    "en": """\
(Why this page exists.)

## The rule {#rule}

(Who does what, by when.)
""",
}
_LESSON = {
    "zh": """\
## 学完能做什么 {#aim}

- （一个目标。）

## 练习 {#exercises}

!!! exercise "练习 1"
    （展厅里的一个情境，一个问题。）

    - A：（一个做法。）
    - B：（另一个做法。）

    ??? answer "看答案"
        **B**。（为什么是这个，不是那个。）
""",
    "en": """\
## What you will be able to do {#aim}

- (One aim.)

## Exercises {#exercises}

!!! exercise "Exercise 1"
    (A situation on the floor, one question.)

    - A: (One way.)
    - B: (The other way.)

    ??? answer "See the answer"
        **B**. (Why this one and not the other.)
""",
}
BODY = {"policy": _POLICY, "training": _LESSON}
