"""
Lets a test call a client's functions, one after the other: a line of JSON in, a line of JSON out. Each call says where CertCentral is, so that one
process, which takes seconds to start, serves several sandboxes. For Python 2.7 and 3.
"""
import json
import os
import sys


def serve(functions):
    answers = os.fdopen(os.dup(1), "w")
    # What a client prints is no answer.
    os.dup2(2, 1)
    for line in iter(sys.stdin.readline, ""):
        call = json.loads(line)
        os.environ.update(BASE_URL=str(call["baseUrl"]), API_KEY=str(call["apiKey"]))
        try:
            answer = {"result": functions[call["name"]](**call["given"])}
        except Exception as error:
            answer = {"failure": "%s: %s" % (type(error).__name__, error)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
